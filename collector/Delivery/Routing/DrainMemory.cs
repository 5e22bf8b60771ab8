namespace Analytics.Collector.Delivery.Routing;

/// <summary>What a failed pass of the drain leaves to the next one.</summary>
sealed class DrainMemory
{
    /// <summary>Events that are done although one before them is not.</summary>
    public HashSet<long> DoneAhead { get; } = [];

    /// <summary>
    /// Up to this sequence each event is published alone: one that Kafka refuses fails its neighbors too, and must be told from them.
    /// </summary>
    public long AloneBefore { get; set; }
}
