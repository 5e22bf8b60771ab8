namespace Analytics.Contracts;

/// <summary>The visitors of a cohort who came in one period, a row of <see cref="WarehouseFunctions.AddRetention"/>.</summary>
public sealed record RetentionRow
{
    public required string Source { get; init; }

    /// <summary><c>day</c> or <c>week</c>.</summary>
    public required string Grain { get; init; }

    /// <summary>The UTC day, or the Monday of the week, in which the visitors were first seen: <c>yyyy-MM-dd</c>.</summary>
    public required string Cohort { get; init; }

    /// <summary>The number of days or weeks since the cohort; 0 is the cohort itself.</summary>
    public required long Period { get; init; }

    public required long Visitors { get; init; }
}
