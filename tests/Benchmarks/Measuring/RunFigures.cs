namespace Analytics.Benchmarks.Measuring;

/// <summary>What one window showed.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="Accepted">Events that the collector accepted in it.</param>
/// <param name="Counted">Events that became visible in the warehouse in it.</param>
/// <param name="Lake">Events that came to the lake in it; null without a lake.</param>
/// <param name="Age">Of the newest visible event, in milliseconds.</param>
/// <param name="Batch">Spark's <c>triggerExecution</c> of the live query, in milliseconds.</param>
/// <param name="Phases">Where a batch's time went: the mean of each of Spark's phases, in milliseconds.</param>
/// <param name="Cores">CPU seconds per second of each part.</param>
/// <param name="MachineCores">The same of everything on the machine: what is more than the sum is somebody else's.</param>
/// <param name="Wrong">What was lost or counted twice over the whole run; null when every event was counted exactly once.</param>
sealed record RunFigures(
    double Seconds,
    long Accepted,
    long Counted,
    long? Lake,
    Spread Age,
    double CommitsPerSecond,
    Spread Batch,
    IReadOnlyDictionary<string, double> Phases,
    IReadOnlyDictionary<string, double> Cores,
    double MachineCores,
    Totals Totals,
    string? Wrong
);

/// <summary>Percentiles by the nearest rank; null when nothing was seen.</summary>
sealed record Spread(double? P50, double? P90, double? P99, double? Max)
{
    /// <param name="percentile">Gives the value at a share of 0 to 1; NaN when there is none.</param>
    public static Spread Of(Func<double, double> percentile) =>
        new(At(percentile, 0.5), At(percentile, 0.9), At(percentile, 0.99), At(percentile, 1));

    static double? At(Func<double, double> percentile, double share) =>
        percentile(share) is var value && double.IsNaN(value) ? null : value;
}

/// <summary>Events of the whole run, warm-up and end included, when nothing was under way any more.</summary>
sealed record Totals(long Sent, long Accepted, long Rejected, long Unknown, long Counted, long? RejectedCounted, long? Lake)
{
    /// <summary>Null when every event stands exactly once where it belongs.</summary>
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
