using System.Collections.Concurrent;
using Confluent.Kafka;
using Prometheus;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Metrics of Kafka's reports and of the events that wait for it.</summary>
static class KafkaMetrics
{
    static readonly Counter _delivered = Metrics.CreateCounter(
        "collector_kafka_delivered_total",
        "Delivery reports, by topic and librdkafka's code.",
        "topic",
        "status"
    );

    static readonly ConcurrentDictionary<string, Counter.Child> _stored = new();

    static readonly Counter _errors = Metrics.CreateCounter(
        "collector_kafka_error_total",
        "Errors of the producer as a whole, by librdkafka's code.",
        "status"
    );

    static readonly Gauge _ready = Metrics.CreateGauge("collector_kafka_ready", "1 when every topic can be published to, else 0.");

    static readonly Gauge _queueEvents = Metrics.CreateGauge("collector_queue_events", "Events that wait for Kafka's acknowledgement.");

    static readonly Gauge _queueBytes = Metrics.CreateGauge("collector_queue_bytes", "Bytes that wait for Kafka's acknowledgement.");

    /// <summary>Counts one delivery report. The children of the ordinary case are cached, because this is called once per event.</summary>
    public static void Delivered(string topic, Error error) =>
        (
            error.IsError
                ? _delivered.WithLabels(topic, error.Code.ToString())
                : _stored.GetOrAdd(topic, name => _delivered.WithLabels(name, nameof(ErrorCode.NoError)))
        ).Inc();

    public static void Failed(Error error) => _errors.WithLabels(error.Code.ToString()).Inc();

    public static void Ready(bool ready) => _ready.Set(ready ? 1 : 0);

    public static void Queue(int events, long bytes)
    {
        _queueEvents.Set(events);
        _queueBytes.Set(bytes);
    }
}
