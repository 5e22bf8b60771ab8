using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>
/// One request's events during delivery. It is answered once, by the first of Kafka's last acknowledgement and the spool's flush. Events
/// that were published directly stay under way until Kafka reports them, answered or not.
/// </summary>
/// <param name="key">The id of the request's write key.</param>
/// <param name="events">The whole request.</param>
/// <param name="isDuplicate">By place: true for an event that is already stored and is not stored again; null when there are no
/// duplicates.</param>
sealed class PendingRequest(string key, IReadOnlyList<OutgoingEvent> events, bool[]? isDuplicate = null) : IDelivery
{
    readonly TaskCompletionSource<Durability> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly DeliveryStatus[] _statuses = new DeliveryStatus[events.Count];
    TaskCompletionSource? _resolved;
    Action<PendingRequest>? _failed;
    int _underWay;
    volatile bool _hasFailed;
    volatile bool _isSpooled;
    volatile bool _isCopied;

    enum DeliveryStatus : byte
    {
        Unknown,
        Stored,
        Failed,
    }

    /// <summary>The id of the request's write key.</summary>
    public string Key => key;

    public IReadOnlyList<OutgoingEvent> Events => events;

    /// <summary>The total size in bytes of the events to be stored.</summary>
    public long Bytes { get; } = SizeOf(events, isDuplicate);

    /// <summary>The timestamp at which it was published.</summary>
    public long PublishedAt { get; private set; }

    public Task<Durability> Answered => _answered.Task;

    public bool IsAnswered => _answered.Task.IsCompleted;

    public bool WasPublished => _failed is not null;

    /// <summary>True when none of its events is under way to Kafka.</summary>
    public bool IsResolved => Volatile.Read(ref _underWay) == 0;

    /// <summary>True when it was given to the spool: its unpublished events need not be published.</summary>
    public bool IsSpooled => _isSpooled;

    /// <summary>True when the spool has a copy of it, while its events stay under way.</summary>
    public bool IsCopied => _isCopied;

    public bool IsFresh(int place) => isDuplicate is null || !isDuplicate[place];

    /// <summary>True when Kafka has acknowledged this event.</summary>
    public bool IsInKafka(int place) => _statuses[place] == DeliveryStatus.Stored;

    /// <summary>True when this event of an answered request is stored.</summary>
    public bool IsStored(int place) => _answered.Task.Result != Durability.None || IsInKafka(place);

    /// <summary>Prepares the request for publishing. It must be called before its events are published.</summary>
    /// <param name="failed">
    /// Called when all events are reported, at least one failed, and the request is not answered yet or was copied.
    /// </param>
    public void BeginPublishing(long now, Action<PendingRequest> failed)
    {
        (PublishedAt, _failed) = (now, failed);
        Volatile.Write(ref _underWay, isDuplicate is null ? events.Count : isDuplicate.Count(duplicate => !duplicate));
    }

    public void BeginSpooling() => _isSpooled = true;

    public void BeginCopying() => _isCopied = true;

    public void Answer(Durability where) => _answered.TrySetResult(where);

    /// <summary>Records one report. Only Persisted means stored: an event that timed out in flight may be stored or not.</summary>
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
        else if (!IsAnswered || IsCopied)
            _failed!(this);
    }

    /// <summary>Returns a task that ends when none of its events is under way to Kafka.</summary>
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
