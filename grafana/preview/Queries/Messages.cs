using Analytics.DashboardPreview.Frames;

namespace Analytics.DashboardPreview.Queries;

/// <summary>The page's request at every refresh: all panels of one dashboard. It never contains SQL.</summary>
/// <param name="From">The start of the range, as the time picker writes it.</param>
/// <param name="Variables">The picked values by variable; a missing variable is "All".</param>
sealed record QueryRequest(string Dashboard, string From, string To, IReadOnlyDictionary<string, IReadOnlyList<string>>? Variables);

/// <param name="Now">The server's clock; the range is counted from it. All times are milliseconds since 1970.</param>
/// <param name="Unreachable">The reason why the warehouse does not answer; the panels are then empty.</param>
/// <param name="Options">The values to pick from, by variable.</param>
sealed record QueryAnswer(
    long Now,
    long From,
    long To,
    string? Unreachable,
    Freshness? Freshness,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Options,
    IReadOnlyList<PanelAnswer> Panels
);

/// <param name="Error">The error of PostgreSQL or the expander; the frames are then empty.</param>
/// <param name="Sql">The SQL that ran, one text per target.</param>
sealed record PanelAnswer(int Id, string? Error, double ElapsedMs, IReadOnlyList<Frame> Frames, IReadOnlyList<string> Sql);

/// <summary>The freshness of the numbers on the page.</summary>
/// <param name="CompleteUpTo">Every event received before this moment is counted; null while that is not known.</param>
/// <param name="State">The state that the live query reports.</param>
/// <param name="HeartbeatAt">The time of the live query's last heartbeat.</param>
sealed record Freshness(long? CompleteUpTo, string? State, long? HeartbeatAt, string? Error = null);
