namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Where a request's events are safe.</summary>
enum Durability
{
    /// <summary>Kafka has acknowledged all of them.</summary>
    Kafka,

    /// <summary>At least one is fsynced in the local spool, and Kafka will have it later.</summary>
    Spool,

    /// <summary>Nowhere: some or all of them are not known to be safe, or they were only processed, as was asked.</summary>
    None,
}
