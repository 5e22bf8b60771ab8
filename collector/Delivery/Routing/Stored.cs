using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>What became of a request's events once they were to be stored.</summary>
/// <param name="Unstored">Places of the events that are not known to be stored: the client sends them again.</param>
/// <param name="Duplicates">Places of the events that were stored before, by an earlier request or an earlier event of this one.</param>
sealed record Stored(Durability Durability, IReadOnlyCollection<int> Unstored, IReadOnlyCollection<int> Duplicates)
{
    /// <summary>What becomes of events that are only processed.</summary>
    public static Stored Nowhere { get; } = new(Durability.None, [], []);

    /// <summary>Nothing could be taken at all, neither by Kafka nor by the spool.</summary>
    public bool IsNothing { get; init; }

    /// <summary>Seconds after which it is worth trying again.</summary>
    public int RetryAfter { get; init; }
}
