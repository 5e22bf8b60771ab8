using Analytics.Collector.Telemetry;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>
/// Publishes events and reports of each what became of it. Per key the order is kept, also over what has to be sent again.
/// </summary>
sealed partial class EventPublisher : IDisposable
{
    static readonly TimeSpan _lastReports = TimeSpan.FromMinutes(1);
    readonly ProducerConfig _config;
    readonly ILogger<EventPublisher> _log;
    readonly Lock _renewing = new();
    volatile IProducer<byte[], byte[]> _producer;

    /// <param name="messageTimeout">How long an event is tried before its delivery counts as failed.</param>
    public EventPublisher(KafkaOptions options, TimeSpan messageTimeout, ILogger<EventPublisher> log)
    {
        _config = options.Producer(messageTimeout);
        _log = log;
        _producer = Build();
    }

    /// <summary>The handle through which Kafka can be asked for its state.</summary>
    public Handle Handle => _producer.Handle;

    /// <summary>Publishes what of the request is its own to store; what it was meanwhile spooled for is reported as not stored.</summary>
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

    /// <param name="place">Comes back with the report.</param>
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
                    delivery.Report(place, report.Status, report.Error.Code);
                }
            );
        }
        catch (Exception refused) when (refused is KafkaException or ObjectDisposedException)
        {
            // Local_QueueFull, too large, a fatal producer, or one that is just being renewed: not stored, said per event.
            var error = (refused as KafkaException)?.Error ?? new Error(ErrorCode.Local_Destroy);
            KafkaMetrics.Delivered(topic, error);
            delivery.Report(place, PersistenceStatus.NotPersisted, error.Code);
        }
    }

    /// <summary>Returns when nothing is under way any more, or when the time is over.</summary>
    public void Flush(TimeSpan limit) => _producer.Flush(limit);

    public void Dispose() => _producer.Dispose();

    IProducer<byte[], byte[]> Build() =>
        new ProducerBuilder<byte[], byte[]>(_config)
            .SetLogHandler((_, line) => LogClient(line.Level, line.Message))
            .SetErrorHandler(
                (failed, error) =>
                {
                    KafkaMetrics.Failed(error);
                    if (error.IsFatal)
                        Renew(failed, error);
                }
            )
            .Build();

    /// <summary>After a fatal error an idempotent producer takes nothing any more; a new one does.</summary>
    void Renew(IProducer<byte[], byte[]> failed, Error error)
    {
        lock (_renewing)
        {
            if (!ReferenceEquals(failed, _producer))
                return;

            LogRenewed(error.Reason);
            _producer = Build();
        }

        // Not on this thread: it is the failed producer's own. Without the flush, what is under way would never be reported.
        _ = Task.Run(() =>
        {
            failed.Flush(_lastReports);
            failed.Dispose();
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.kafka.renewed: the producer failed for good and was replaced: {Reason}")]
    partial void LogRenewed(string reason);

    void LogClient(SyslogLevel level, string message)
    {
        if (level <= SyslogLevel.Error)
            LogClientError(message);
        else
            LogClientNote(message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.kafka.client: {Message}")]
    partial void LogClientError(string message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "collector.kafka.client: {Message}")]
    partial void LogClientNote(string message);
}
