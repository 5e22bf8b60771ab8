using Analytics.Collector.Events;
using Analytics.Collector.Telemetry;
using Confluent.Kafka;

namespace Analytics.Collector.Kafka;

/// <summary>Publishes a request's events and returns when Kafka has said of each whether it is stored.</summary>
sealed partial class EventPublisher : IDisposable
{
    static readonly TimeSpan _flushLimit = TimeSpan.FromSeconds(3);
    readonly KafkaOptions _options;
    readonly QueueGate _gate;
    readonly ILogger<EventPublisher> _log;
    readonly Lock _renewing = new();
    volatile IProducer<byte[], byte[]> _producer;

    public EventPublisher(KafkaOptions options, ILogger<EventPublisher> log)
    {
        _options = options;
        _log = log;
        _gate = new QueueGate(options.QueueEvents, options.QueueMegabytes * 1024L * 1024L);
        _producer = Build();
    }

    /// <summary>The handle through which Kafka can be asked for its state.</summary>
    public Handle Handle => _producer.Handle;

    /// <summary>Null when the queue cannot take the whole request: then nothing of it was published.</summary>
    public async Task<Stored?> PublishAsync(IReadOnlyList<OutgoingEvent> events)
    {
        if (events.Count == 0)
            return new Stored(Durability.Kafka, [], []);

        using var span = Traces.Publish(events.Count);
        var bytes = events.Sum(e => (long)e.Value.Length + e.Key.Length);
        if (!_gate.TryEnter(events.Count, bytes))
            return null;

        try
        {
            var pending = new PendingRequest(events.Count);
            foreach (var outgoing in events)
                Produce(outgoing, pending);

            await pending.AllReported;
            return new Stored(Durability.Kafka, pending.Unstored, []);
        }
        finally
        {
            _gate.Leave(events.Count, bytes);
        }
    }

    public void Dispose()
    {
        _producer.Flush(_flushLimit);
        _producer.Dispose();
    }

    void Produce(OutgoingEvent outgoing, PendingRequest pending)
    {
        try
        {
            var message = new Message<byte[], byte[]> { Key = outgoing.Key, Value = outgoing.Value, Headers = Traces.KafkaHeaders() };
            _producer.Produce(outgoing.Topic, message, report =>
            {
                CollectorMetrics.Delivered(outgoing.Topic, report.Error);
                pending.Report(outgoing.Index, report.Status);
            });
        }
        catch (Exception refused) when (refused is KafkaException or ObjectDisposedException)
        {
            // Local_QueueFull, a fatal producer, or one that is just being renewed: not stored, said per event.
            CollectorMetrics.Delivered(outgoing.Topic, (refused as KafkaException)?.Error ?? new Error(ErrorCode.Local_Destroy));
            pending.Report(outgoing.Index, PersistenceStatus.NotPersisted);
        }
    }

    IProducer<byte[], byte[]> Build() =>
        new ProducerBuilder<byte[], byte[]>(_options.Producer())
            .SetLogHandler((_, line) => LogClient(line.Level, line.Message))
            .SetErrorHandler((failed, error) =>
            {
                CollectorMetrics.KafkaError(error);
                if (error.IsFatal)
                    Renew(failed, error);
            })
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

        // Not on this thread: it is the failed producer's own, and Dispose waits for it.
        _ = Task.Run(failed.Dispose);
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
