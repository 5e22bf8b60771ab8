using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>The result of storing a request's events.</summary>
/// <param name="Unstored">Places of the events that are not known to be stored; the client sends them again.</param>
/// <param name="Duplicates">Places of the events that were stored before, by an earlier request or an earlier event of this one.</param>
sealed record Stored(Durability Durability, IReadOnlyCollection<int> Unstored, IReadOnlyCollection<int> Duplicates)
{
    /// <summary>The result of events that are only processed.</summary>
    public static Stored Nowhere { get; } = new(Durability.None, [], []);

    /// <summary>True when neither Kafka nor the spool could take any event.</summary>
    public bool IsNothing { get; init; }

    /// <summary>The number of seconds after which the client should retry.</summary>
    public int RetryAfter { get; init; }
}
