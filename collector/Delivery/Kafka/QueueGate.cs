using System.Runtime.InteropServices;
using Analytics.Collector.Http;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>
/// Bounds the events that wait for Kafka or the spool, by whole requests, so that overload never stores half a request. No key holds more
/// than its share of the queue.
/// </summary>
sealed class QueueGate(KafkaOptions options, TimeProvider clock)
{
    readonly int _maxEvents = options.QueueEvents;
    readonly long _maxBytes = options.QueueMegabytes * 1024L * 1024L;
    readonly Lock _lock = new();
    readonly FairShare _shares = new(clock);
    readonly Dictionary<string, Load> _held = [];
    Load _load;

    /// <param name="key">The id of the request's write key.</param>
    public bool TryEnter(string key, int events, long bytes)
    {
        lock (_lock)
        {
            if (!HasRoom(_shares.Of(key), _held.GetValueOrDefault(key), events, bytes))
                return false;

            Change(key, events, bytes);
            return true;
        }
    }

    public void Leave(string key, int events, long bytes)
    {
        lock (_lock)
            Change(key, -events, -bytes);
    }

    /// <summary>An empty queue accepts any request; otherwise a request larger than the queue could never be sent.</summary>
    bool HasRoom(Share share, Load ofKey, int events, long bytes) =>
        _load.Events == 0
        || (
            _load.Events + events <= _maxEvents
            && _load.Bytes + bytes <= _maxBytes
            && (ofKey.Events == 0 || (ofKey.Events + events <= share.Of(_maxEvents) && ofKey.Bytes + bytes <= share.Of(_maxBytes)))
        );

    void Change(string key, int events, long bytes)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, key, out _);
        held = new Load(held.Events + events, held.Bytes + bytes);
        if (held.Events == 0)
            _held.Remove(key);

        _load = new Load(_load.Events + events, _load.Bytes + bytes);
        KafkaMetrics.Queue(_load.Events, _load.Bytes);
    }

    readonly record struct Load(int Events, long Bytes);
}
