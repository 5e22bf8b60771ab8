using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>
/// One request's events on their way. It is answered once, by whichever is first: Kafka's last acknowledgement or the spool's flush.
/// What was published directly stays under way until Kafka has reported it, answered or not.
/// </summary>
/// <param name="events">The whole request.</param>
/// <param name="isDuplicate">By place: true for what is stored already and not to be stored again; null when nothing is.</param>
sealed class PendingRequest(IReadOnlyList<OutgoingEvent> events, bool[]? isDuplicate = null) : IDelivery
{
    readonly TaskCompletionSource<Durability> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly DeliveryStatus[] _statuses = new DeliveryStatus[events.Count];
    TaskCompletionSource? _resolved;
    Action<PendingRequest>? _failed;
    int _underWay;
    volatile bool _hasFailed;
    volatile bool _isSpooled;

    enum DeliveryStatus : byte
    {
        Unknown,
        Stored,
        Failed,
    }

    public IReadOnlyList<OutgoingEvent> Events => events;

    /// <summary>Bytes of those that are to be stored.</summary>
    public long Bytes { get; } = SizeOf(events, isDuplicate);

    /// <summary>When it was published.</summary>
    public long PublishedAt { get; private set; }

    public Task<Durability> Answered => _answered.Task;

    public bool IsAnswered => _answered.Task.IsCompleted;

    public bool WasPublished => _failed is not null;

    /// <summary>Nothing of it is under way to Kafka any more.</summary>
    public bool IsResolved => Volatile.Read(ref _underWay) == 0;

    /// <summary>It was given to the spool: what was not published yet need not be.</summary>
    public bool IsSpooled => _isSpooled;

    public bool IsFresh(int place) => isDuplicate is null || !isDuplicate[place];

    /// <summary>True when Kafka has acknowledged this one.</summary>
    public bool IsInKafka(int place) => _statuses[place] == DeliveryStatus.Stored;

    /// <summary>Whether an event of an answered request is safe.</summary>
    public bool IsStored(int place) => _answered.Task.Result != Durability.None || IsInKafka(place);

    /// <summary>Before its events are published.</summary>
    /// <param name="failed">Called when all is reported and something failed, and nothing else has answered it.</param>
    public void BeginPublishing(long now, Action<PendingRequest> failed)
    {
        (PublishedAt, _failed) = (now, failed);
        Volatile.Write(ref _underWay, isDuplicate is null ? events.Count : isDuplicate.Count(duplicate => !duplicate));
    }

    public void BeginSpooling() => _isSpooled = true;

    public void Answer(Durability where) => _answered.TrySetResult(where);

    /// <summary>Only Persisted is stored: what timed out in flight may be.</summary>
    public void Report(int place, PersistenceStatus status, ErrorCode code)
    {
        if (status != PersistenceStatus.Persisted)
            _hasFailed = true;

        _statuses[place] = status == PersistenceStatus.Persisted ? DeliveryStatus.Stored : DeliveryStatus.Failed;
        if (Interlocked.Decrement(ref _underWay) > 0)
            return;

        Volatile.Read(ref _resolved)?.TrySetResult();
        if (!_hasFailed)
            Answer(Durability.Kafka);
        else if (!IsAnswered)
            _failed!(this);
    }

    /// <summary>Ends when nothing of it is under way to Kafka any more.</summary>
    public Task WhenResolved()
    {
        var resolved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        resolved = Interlocked.CompareExchange(ref _resolved, resolved, null) ?? resolved;
        if (IsResolved)
            resolved.TrySetResult();

        return resolved.Task;
    }

    static long SizeOf(IReadOnlyList<OutgoingEvent> events, bool[]? isDuplicate)
    {
        var bytes = 0L;
        for (var place = 0; place < events.Count; place++)
            bytes += isDuplicate is null || !isDuplicate[place] ? events[place].Bytes : 0;

        return bytes;
    }
}
