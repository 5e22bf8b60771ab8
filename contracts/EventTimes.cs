namespace Analytics.Contracts;

/// <summary>Which times an event may have: the collector answers by them, and streaming classifies by them.</summary>
public static class EventTimes
{
    /// <summary>An event that happened before this is rejected.</summary>
    public static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An event that happened, or was received, later than this after Kafka appended it is rejected.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>The earliest time that Kafka, Delta's readers, PostgreSQL and .NET all hold: INT96 readers refuse earlier ones.</summary>
    public static readonly DateTimeOffset EarliestStorable = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The latest time that they all hold, in milliseconds: .NET ends there.</summary>
    public static readonly DateTimeOffset LatestStorable = new(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);

    /// <summary>True when an event may have happened, or been received, at the time.</summary>
    public static bool IsPlausible(DateTimeOffset time, DateTimeOffset appendedAt) =>
        time >= Oldest && time <= LatestStorable && time - Ahead <= appendedAt;

    /// <summary>True when every sink holds the time.</summary>
    public static bool IsStorable(DateTimeOffset time) => time >= EarliestStorable && time <= LatestStorable;
}
