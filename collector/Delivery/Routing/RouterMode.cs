namespace Analytics.Collector.Delivery.Routing;

/// <summary>The destination of new events.</summary>
enum RouterMode
{
    /// <summary>Events go to Kafka; the spool has at most copies of those that Kafka is slow to acknowledge.</summary>
    Direct,

    /// <summary>All events go to the spool, so that a later event never overtakes an earlier one of its key.</summary>
    Spooling,

    /// <summary>The drain has caught up: new events wait until the last spooled one is in Kafka, then go to Kafka.</summary>
    Returning,
}
