using Analytics.Collector.Enrichment;
using Analytics.Collector.Telemetry;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>
/// Publishes events and reports the result of each. The order of events of one key is kept, also across librdkafka's retries.
/// </summary>
sealed partial class EventPublisher : IDisposable
{
    static readonly TimeSpan _lastReports = TimeSpan.FromMinutes(1);
    readonly ProducerConfig _config;
    readonly BrokerClock _brokers;
    readonly ClientLog _client;
    readonly ILogger<EventPublisher> _log;
    readonly Lock _renewing = new();
    volatile IProducer<byte[], byte[]> _producer;

    /// <param name="messageTimeout">The time for which librdkafka tries to deliver an event before it reports a failure.</param>
    public EventPublisher(KafkaOptions options, TimeSpan messageTimeout, BrokerClock brokers, ClientLog client, ILogger<EventPublisher> log)
    {
        _config = options.Producer(messageTimeout);
        (_brokers, _client, _log) = (brokers, client, log);
        _producer = Build();
    }

    /// <summary>The handle for queries of Kafka's state.</summary>
    public Handle Handle => _producer.Handle;

    /// <summary>
    /// Publishes the request's events that are not duplicates. Events of a request that was spooled meanwhile are reported as not stored.
    /// </summary>
    public void Publish(PendingRequest request)
    {
        for (var place = 0; place < request.Events.Count; place++)
        {
            if (!request.IsFresh(place))
                continue;

            var one = request.Events[place];
            if (request.IsSpooled)
                request.Report(place, PersistenceStatus.NotPersisted, ErrorCode.NoError);
            else
                Publish(one.Topic, one.Key, one.Value, request, place);
        }
    }

    /// <param name="place">The value that the report carries.</param>
    public void Publish(string topic, byte[] key, byte[] value, IDelivery delivery, int place)
    {
        try
        {
            _producer.Produce(
                topic,
                new Message<byte[], byte[]>
                {
                    Key = key,
                    Value = value,
                    Headers = Traces.KafkaHeaders(),
                },
                report =>
                {
                    KafkaMetrics.Delivered(topic, report.Error);
                    // Only the append time of a request's first event is sampled.
                    if (place == 0 && report.Timestamp.Type == TimestampType.LogAppendTime)
                        _brokers.Appended(report.Timestamp.UnixTimestampMs);

                    delivery.Report(place, report.Status, report.Error.Code);
                }
            );
        }
        catch (Exception refused) when (refused is KafkaException or ObjectDisposedException)
        {
            // Local_QueueFull, a too large message, a fatal producer, or one that is being replaced: each event is reported as not stored.
            var error = (refused as KafkaException)?.Error ?? new Error(ErrorCode.Local_Destroy);
            KafkaMetrics.Delivered(topic, error);
            delivery.Report(place, PersistenceStatus.NotPersisted, error.Code);
        }
    }

    /// <summary>Returns when nothing is under way, or when the time is over.</summary>
    public void Flush(TimeSpan limit) => _producer.Flush(limit);

    public void Dispose() => _producer.Dispose();

    IProducer<byte[], byte[]> Build() =>
        new ProducerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, line) => _client.Write(line))
            .SetErrorHandler(
                (failed, error) =>
                {
                    KafkaMetrics.Failed(error);
                    if (error.IsFatal)
                        Renew(failed, error);
                }
            )
            .Build();

    /// <summary>Replaces the producer after a fatal error, because an idempotent producer then accepts nothing more.</summary>
    void Renew(IProducer<byte[], byte[]> failed, Error error)
    {
        lock (_renewing)
        {
            if (!ReferenceEquals(failed, _producer))
                return;

            LogRenewed(error.Reason);
            _producer = Build();
        }

        // This thread belongs to the failed producer, so another one disposes it. Without the flush, events under way are never reported.
        _ = Task.Run(() =>
        {
            failed.Flush(_lastReports);
            failed.Dispose();
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.kafka.renewed: the producer failed for good and was replaced: {Reason}")]
    partial void LogRenewed(string reason);
}
