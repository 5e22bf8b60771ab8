namespace Analytics.Collector.Delivery.Routing;

/// <summary>The state that a failed pass of the drain leaves to the next one.</summary>
sealed class DrainMemory
{
    /// <summary>Sequences of events that are done although an earlier event is not.</summary>
    public HashSet<long> DoneAhead { get; } = [];

    /// <summary>
    /// The sequence below which each event is published alone: an event that Kafka refuses also fails its neighbors, so this finds which
    /// one it is.
    /// </summary>
    public long AloneBefore { get; set; }
}
