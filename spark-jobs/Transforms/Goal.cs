namespace Analytics.Transforms;

/// <summary>A goal: its events count as conversions.</summary>
/// <param name="Name">The goal's name in the warehouse, at most 64 characters.</param>
/// <param name="Filter">A condition in Spark SQL on the columns of an event.</param>
public sealed record Goal(string Name, string Filter);
