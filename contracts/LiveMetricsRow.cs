namespace Analytics.Contracts;

/// <summary>
/// One row of a live batch, the input of <see cref="WarehouseFunctions.MergeLiveMetrics"/>: one property is one JSON member (snake_case)
/// and one column of the transform. A key that is null counts as the empty text; <see cref="Second"/> and <see cref="Events"/> are
/// required.
/// </summary>
public sealed record LiveMetricsRow
{
    /// <summary>
    /// The second in which the events occurred, as Unix time; for rejected rows, the second in which Kafka appended them.
    /// </summary>
    public required long Second { get; init; }

    public string? Source { get; init; }
    public string? Name { get; init; }
    public string? Country { get; init; }
    public string? Device { get; init; }

    /// <summary>The currency of the revenue; empty without revenue.</summary>
    public string? Currency { get; init; }

    /// <summary>One of <see cref="RejectionCodes"/>; empty for events.</summary>
    public string? Code { get; init; }

    /// <summary>The number of events, or of rejected rows.</summary>
    public required int Events { get; init; }

    /// <summary>The sum of the events' revenue, in units of <see cref="Currency"/>.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>The least received_at, in milliseconds of Unix time; null for rejected rows.</summary>
    public long? OldestReceivedMs { get; init; }

    /// <summary>The greatest received_at, in milliseconds of Unix time; null for rejected rows.</summary>
    public long? NewestReceivedMs { get; init; }
}
