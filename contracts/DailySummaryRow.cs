namespace Analytics.Contracts;

/// <summary>The figures of one UTC day and source, a row of <see cref="WarehouseFunctions.AddDailySummary"/>.</summary>
public sealed record DailySummaryRow
{
    public required string Source { get; init; }

    /// <summary>The UTC day, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    public required long Visitors { get; init; }
    public required long NewVisitors { get; init; }
    public required long Sessions { get; init; }
    public required long Bounces { get; init; }
    public required long PageViews { get; init; }

    /// <summary>The median duration of sessions, in seconds; null without sessions.</summary>
    public double? DurationP50S { get; init; }

    /// <summary>The 90th percentile of durations, in seconds; null without sessions.</summary>
    public double? DurationP90S { get; init; }

    public required long Events { get; init; }

    /// <summary>The revenue by currency.</summary>
    public required IReadOnlyDictionary<string, decimal> Revenue { get; init; }
}
