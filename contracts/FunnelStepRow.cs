namespace Analytics.Contracts;

/// <summary>The visitors who reached a step of a funnel, a row of <see cref="WarehouseFunctions.AddFunnelSteps"/>.</summary>
public sealed record FunnelStepRow
{
    public required string Funnel { get; init; }

    /// <summary>The UTC day of the first step, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    public required string Source { get; init; }

    /// <summary>The event's column by whose value the visitors are divided; empty for all visitors.</summary>
    public required string Breakdown { get; init; }

    /// <summary>The value of the column at the first step; empty for all visitors.</summary>
    public required string Value { get; init; }

    /// <summary>The number of the step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    public required long Visitors { get; init; }

    /// <summary>The median of the seconds since the step before; null for the first step and when no visitor reached this step.</summary>
    public double? MedianSeconds { get; init; }
}
