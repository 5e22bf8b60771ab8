using Analytics.Local.Figures;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The figures of one window.</summary>
/// <param name="Seconds">The length of the window.</param>
/// <param name="Accepted">The number of events that the collector accepted in the window.</param>
/// <param name="Counted">The number of events that became visible in the warehouse in the window.</param>
/// <param name="Lake">The number of events that the lake received in the window; null without a lake.</param>
/// <param name="Age">The age of the newest visible event, in milliseconds.</param>
/// <param name="Sessions">
/// The age of the newest event of sessions and dimensions, in milliseconds; without values when that query does not run.
/// </param>
/// <param name="OldestAtCommit">The age of the oldest event of a commit of the live query, when it commits, in milliseconds.</param>
/// <param name="Batch">Spark's <c>triggerExecution</c> of the live query, in milliseconds.</param>
/// <param name="Phases">The mean duration of each of Spark's phases of a batch, in milliseconds.</param>
/// <param name="Cores">The CPU seconds per second of each part.</param>
/// <param name="MemoryBytes">The memory of each part at the end of the window; shared pages count in equal parts.</param>
/// <param name="Spooled">The events that the collector wrote to its spool in the window.</param>
/// <param name="MachineCores">The CPU seconds per second of the whole machine; the excess over the sum belongs to other processes.</param>
/// <param name="HashRate">The MB/s that one thread hashed before the contender started: the machine's speed at that time.</param>
/// <param name="Wrong">The events lost or counted twice over the whole run; null when every event was counted exactly once.</param>
sealed record RunFigures(
    double Seconds,
    long Accepted,
    long Counted,
    long? Lake,
    Spread Age,
    Spread Sessions,
    Spread OldestAtCommit,
    double CommitsPerSecond,
    Spread Batch,
    IReadOnlyDictionary<string, double> Phases,
    IReadOnlyDictionary<string, double> Cores,
    IReadOnlyDictionary<string, long> MemoryBytes,
    long Spooled,
    double MachineCores,
    double HashRate,
    Totals Totals,
    string? Wrong
);

/// <summary>Percentiles by the nearest rank; null without values.</summary>
sealed record Spread(double? P50, double? P90, double? P99, double? Max)
{
    /// <param name="percentile">Returns the value at a share of 0 to 1; NaN when there is none.</param>
    public static Spread Of(Func<double, double> percentile) =>
        new(At(percentile, 0.5), At(percentile, 0.9), At(percentile, 0.99), At(percentile, 1));

    /// <param name="values">The values in any order.</param>
    public static Spread Of(IReadOnlyCollection<double> values) => Of(share => Percentile.Of(values, share));

    static double? At(Func<double, double> percentile, double share) =>
        percentile(share) is var value && double.IsNaN(value) ? null : value;
}

/// <summary>The event counts of the whole run, warm-up and end included, once nothing is under way.</summary>
sealed record Totals(long Sent, long Accepted, long Rejected, long Unknown, long Counted, long? RejectedCounted, long? Lake)
{
    /// <summary>Null when every event is exactly once in each store.</summary>
    public string? Wrong()
    {
        string?[] findings =
        [
            Unknown > 0 ? $"{Unknown} sent events were not answered" : null,
            Sent != Accepted + Rejected + Unknown ? $"sent {Sent}, answered {Accepted + Rejected}" : null,
            Counted != Accepted ? $"counted {Counted} of {Accepted}" : null,
            RejectedCounted is { } rejected && rejected != Rejected ? $"counted {rejected} of {Rejected} rejected" : null,
            Lake is { } lake && lake != Accepted ? $"{lake} of {Accepted} in the lake" : null,
        ];
        return findings.Any(one => one is not null) ? string.Join("; ", findings.Where(one => one is not null)) : null;
    }
}
