namespace Analytics.Collector.Delivery.Kafka;

/// <summary>The place where a request's events are stored.</summary>
enum Durability
{
    /// <summary>Kafka has acknowledged all of them.</summary>
    Kafka,

    /// <summary>At least one event is fsynced in the local spool, and is published to Kafka later.</summary>
    Spool,

    /// <summary>Nowhere: some or all events are not known to be stored, or the request asked only to process them.</summary>
    None,
}
