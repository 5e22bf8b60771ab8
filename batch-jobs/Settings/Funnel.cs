namespace Analytics.BatchJobs.Settings;

/// <summary>A funnel: steps that a visitor takes in order, each strictly later than the one before.</summary>
/// <param name="Name">The funnel's name in the warehouse.</param>
/// <param name="Window">The longest time from the first step to any other.</param>
/// <param name="Breakdown">The event's column by whose value at the first step visitors are counted too; null without one.</param>
/// <param name="Steps">At least one.</param>
sealed record Funnel(string Name, TimeSpan Window, string? Breakdown, IReadOnlyList<FunnelStep> Steps);

/// <summary>A step of a funnel: the events that take it.</summary>
/// <param name="Name">The step's name in the warehouse.</param>
/// <param name="Event">The event's name; null for every name.</param>
/// <param name="Where">The values that columns of the event must have.</param>
sealed record FunnelStep(string Name, string? Event, IReadOnlyDictionary<string, string> Where);
