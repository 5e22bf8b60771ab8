namespace Analytics.Contracts;

/// <summary>The visitors who completed a funnel, by channel; a row of <see cref="WarehouseFunctions.AddAttribution"/>.</summary>
public sealed record AttributionRow
{
    /// <summary>The UTC day on which the funnel began, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    public required string Source { get; init; }
    public required string Funnel { get; init; }

    /// <summary><c>first</c> or <c>last</c>.</summary>
    public required string Touch { get; init; }

    public required string Channel { get; init; }
    public required long Visitors { get; init; }
}
