namespace Analytics.Collector.Kafka;

/// <summary>Bounds what waits for Kafka, a whole request at a time, so that overload never stores half a request.</summary>
sealed class QueueGate(int maxEvents, long maxBytes)
{
    readonly Lock _lock = new();
    int _events;
    long _bytes;

    public bool TryEnter(int events, long bytes)
    {
        lock (_lock)
        {
            // An empty queue takes any request: otherwise one larger than the queue could never be sent.
            if (_events > 0 && (_events + events > maxEvents || _bytes + bytes > maxBytes))
                return false;

            _events += events;
            _bytes += bytes;
            Telemetry.CollectorMetrics.Queue(_events, _bytes);
            return true;
        }
    }

    public void Leave(int events, long bytes)
    {
        lock (_lock)
        {
            _events -= events;
            _bytes -= bytes;
            Telemetry.CollectorMetrics.Queue(_events, _bytes);
        }
    }
}
