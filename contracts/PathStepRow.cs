namespace Analytics.Contracts;

/// <summary>The number of times that one page view followed another, a row of <see cref="WarehouseFunctions.AddPathSteps"/>.</summary>
public sealed record PathStepRow
{
    public required string Source { get; init; }

    /// <summary>The UTC day of the second page view, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    public required string FromPath { get; init; }
    public required string ToPath { get; init; }
    public required long Steps { get; init; }
}
