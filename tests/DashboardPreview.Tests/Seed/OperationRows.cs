namespace DashboardPreview.Tests.Seed;

/// <summary>A row of <c>warehouse.reprocess_differences</c>; the name is empty for the totals of a day and source.</summary>
/// <param name="CorrectedAt">The end of the run.</param>
/// <param name="Unexplained">What the dashboards must say that nothing explains.</param>
sealed record DifferenceRow(
    string RunId,
    DateTimeOffset CorrectedAt,
    DateOnly Day,
    string Source,
    string Name,
    long Live,
    long Lake,
    long Duplicates,
    long RemovedBefore,
    long Late,
    long Unexplained
);

/// <summary>A row of <c>warehouse.batch_runs</c>; without an end the run goes on, or its process died.</summary>
sealed record RunRow(
    string RunId,
    string Job,
    DateTimeOffset? ScheduledFor,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int? Exit,
    long? Rows,
    string? Message
);

/// <summary>The outcome of a source's events in one minute of an earlier day.</summary>
sealed record MinuteRow(DateTimeOffset Minute, string Source, long Counted, long Rejected, long Late);

/// <summary>Invented rows of batch jobs, and of streaming on earlier days.</summary>
/// <param name="Unchecked">The closed days that no run of <c>reprocess</c> has compared.</param>
/// <param name="Erasures">The times of erasures, and the source, or null for every source.</param>
/// <param name="Pushes">The pushes to Grafana by kind; null waits.</param>
sealed record OperationRows(
    IReadOnlyList<DifferenceRow> Differences,
    IReadOnlyList<DateOnly> Unchecked,
    IReadOnlyList<RunRow> Runs,
    IReadOnlyList<(DateTimeOffset At, string? Source)> Erasures,
    IReadOnlyList<(string Kind, DateTimeOffset? PushedAt)> Pushes,
    IReadOnlyList<MinuteRow> EarlierMinutes
);
