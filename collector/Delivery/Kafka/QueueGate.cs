namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Bounds the events that wait for Kafka or the spool, by whole requests, so that overload never stores half a request.</summary>
sealed class QueueGate(KafkaOptions options)
{
    readonly int _maxEvents = options.QueueEvents;
    readonly long _maxBytes = options.QueueMegabytes * 1024L * 1024L;
    readonly Lock _lock = new();
    int _events;
    long _bytes;

    public bool TryEnter(int events, long bytes)
    {
        lock (_lock)
        {
            // An empty queue accepts any request; otherwise a request larger than the queue could never be sent.
            if (_events > 0 && (_events + events > _maxEvents || _bytes + bytes > _maxBytes))
                return false;

            _events += events;
            _bytes += bytes;
            KafkaMetrics.Queue(_events, _bytes);
            return true;
        }
    }

    public void Leave(int events, long bytes)
    {
        lock (_lock)
        {
            _events -= events;
            _bytes -= bytes;
            KafkaMetrics.Queue(_events, _bytes);
        }
    }
}
