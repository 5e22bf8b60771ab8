namespace Analytics.Collector.Delivery.Routing;

/// <summary>Which way events go.</summary>
enum RouterMode
{
    /// <summary>To Kafka; the spool is empty.</summary>
    Direct,

    /// <summary>To the spool, all of them: a later event never overtakes an earlier one of its key.</summary>
    Spooling,

    /// <summary>The drain has caught up: new events wait for the moment that the last spooled one takes, then go to Kafka.</summary>
    Returning,
}
