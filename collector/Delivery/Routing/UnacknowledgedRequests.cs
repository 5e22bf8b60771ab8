using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// The published requests that Kafka has not acknowledged, oldest first: those that the spool has too, and those that wait for Kafka alone.
/// The router guards it by its lock.
/// </summary>
sealed class UnacknowledgedRequests(SpoolOptions options, KafkaOptions kafka, TimeProvider clock)
{
    /// <summary>After so many times Spool:FailoverAfter without an acknowledgement Kafka is away, not slow.</summary>
    const int Away = 20;

    readonly SlowAcknowledgement _slow = new(options);
    readonly Queue<PendingRequest> _copied = [];
    readonly Queue<PendingRequest> _waiting = [];

    public bool HasCopies => _copied.Count > 0;

    /// <summary>The bytes of the requests that wait for Kafka alone.</summary>
    public long WaitingBytes => _waiting.Sum(request => request.Bytes);

    /// <summary>The oldest request that waits for Kafka alone, if Kafka is slow to acknowledge it.</summary>
    public PendingRequest? Overdue => _waiting.TryPeek(out var oldest) && Waited(oldest) > _slow.After ? oldest : null;

    /// <summary>
    /// True when Kafka is away, or unacknowledged events fill a quarter of the queue: half of one key's share beside others.
    /// </summary>
    public bool IsStuck() =>
        (_copied.TryPeek(out var oldest) && Waited(oldest) > Away * options.FailoverAfter)
        || _copied.Concat(_waiting).Sum(request => request.Bytes) > kafka.QueueMegabytes * 1024L * 1024 / 4
        || _copied.Concat(_waiting).Sum(request => request.Events.Count) > kafka.QueueEvents / 4;

    public TimeSpan Waited(PendingRequest request) => clock.GetElapsedTime(request.PublishedAt);

    public void Add(PendingRequest request) => _waiting.Enqueue(request);

    /// <summary>Removes the oldest requests that are done, and learns from them how long Kafka takes.</summary>
    public void RemoveDone()
    {
        while (_copied.TryPeek(out var copied) && copied.IsResolved)
            _slow.Took(Waited(_copied.Dequeue()));

        while (_waiting.TryPeek(out var waiting) && waiting.IsAnswered)
        {
            if (waiting.IsResolved)
                _slow.Took(Waited(waiting));

            _waiting.Dequeue();
        }
    }

    /// <summary>Notes that the spool has the oldest waiting request too.</summary>
    public void OldestIsCopied() => _copied.Enqueue(_waiting.Dequeue());

    public void RemoveOldest() => _waiting.Dequeue();

    /// <summary>Removes every request, because all go to the spool; returns those that are not answered.</summary>
    public List<PendingRequest> RemoveAll()
    {
        var open = _waiting.Where(request => !request.IsAnswered).ToList();
        _waiting.Clear();
        _copied.Clear();

        // Discards the latencies that were measured during the outage.
        _slow.Forget();
        return open;
    }
}
