namespace Analytics.Contracts;

/// <summary>
/// One row of a batch of rejected events, the input of <see cref="WarehouseFunctions.MergeRejectedCounts"/>: one property is one JSON
/// member (snake_case) and one column of the transform. A key that is null counts as the empty text; <see cref="Second"/> and
/// <see cref="Events"/> are required.
/// </summary>
public sealed record RejectedCountsRow
{
    /// <summary>The minute in which the events were received, as Unix time in seconds.</summary>
    public required long Second { get; init; }

    public string? Source { get; init; }

    /// <summary>One of <see cref="RejectionCodes"/>.</summary>
    public string? Code { get; init; }

    public required long Events { get; init; }
}
