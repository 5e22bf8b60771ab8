using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Begins the passes of the drain.</summary>
sealed class DrainPasses(DrainedSpool spool, EventPublisher publisher, KafkaOptions options, TimeProvider clock, ILogger<SpoolDrain> log)
{
    // Half of librdkafka's queue, so that it never refuses an event for lack of room.
    readonly int _events = Math.Min(10_000, options.QueueEvents / 2);
    readonly long _bytes = Math.Min(16, (options.QueueMegabytes + 1) / 2) * 1024L * 1024L;

    public DrainPass Begin(CancellationToken stopping) => new(spool, publisher, new DrainWindow(_events, _bytes), clock, log, stopping);
}
