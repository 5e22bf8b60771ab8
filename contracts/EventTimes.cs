namespace Analytics.Contracts;

/// <summary>The times that an event may have: the collector validates by them, and streaming classifies by them.</summary>
public static class EventTimes
{
    /// <summary>The earliest accepted time: an event that happened before it is rejected.</summary>
    public static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The tolerance for clocks: an event that happened or was received later than this after Kafka appended it is rejected.
    /// </summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The earliest time that Kafka, Delta's readers, PostgreSQL and .NET can all store: INT96 readers refuse earlier ones.
    /// </summary>
    public static readonly DateTimeOffset EarliestStorable = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The latest time that they can all store, to the millisecond: .NET has no later one.</summary>
    public static readonly DateTimeOffset LatestStorable = new(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);

    /// <summary>True when an event can have happened, or have been received, at the time.</summary>
    public static bool IsPlausible(DateTimeOffset time, DateTimeOffset appendedAt) =>
        time >= Oldest && time <= LatestStorable && time - Ahead <= appendedAt;

    /// <summary>True when every sink can store the time.</summary>
    public static bool IsStorable(DateTimeOffset time) => time >= EarliestStorable && time <= LatestStorable;
}
