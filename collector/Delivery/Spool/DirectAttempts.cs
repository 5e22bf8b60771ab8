using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// The spooled events that were published before they were spooled. The drain publishes such an event again only if Kafka never got it:
/// until that is known, it is still under way under the same sequence number, and Kafka takes a number once.
/// </summary>
sealed class DirectAttempts
{
    readonly Lock _lock = new();
    readonly Dictionary<long, (PendingRequest Request, int Place)> _attempts = [];

    public void Add(long sequence, PendingRequest request, int place)
    {
        lock (_lock)
            _attempts[sequence] = (request, place);
    }

    public (PendingRequest Request, int Place)? Find(long sequence)
    {
        lock (_lock)
            return _attempts.TryGetValue(sequence, out var attempt) ? attempt : null;
    }

    /// <summary>Removes the events that are drained.</summary>
    public void Forget(long before)
    {
        lock (_lock)
        {
            foreach (var sequence in _attempts.Keys.Where(sequence => sequence < before))
                _attempts.Remove(sequence);
        }
    }
}
