using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Is told, once, what became of each event that was published for it.</summary>
interface IDelivery
{
    /// <param name="place">The event's place, as given to the publisher.</param>
    /// <param name="code">Why, where it is not known to be stored.</param>
    void Report(int place, PersistenceStatus status, ErrorCode code);
}
