using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Receives exactly one report per event that was published for it.</summary>
interface IDelivery
{
    /// <param name="place">The event's place, as given to the publisher.</param>
    /// <param name="code">The reason, when the event is not known to be stored.</param>
    void Report(int place, PersistenceStatus status, ErrorCode code);
}
