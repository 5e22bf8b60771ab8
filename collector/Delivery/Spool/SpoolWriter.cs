using System.Diagnostics;
using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// Appends requests to the spool in groups: the requests that arrive while the disk is busy are written together and flushed once. When the
/// disk fails, the waiting requests are answered as not stored, and the disk is tried again until it works.
/// </summary>
sealed partial class SpoolWriter(
    SpoolLog spool,
    DirectAttempts attempts,
    SpoolOptions options,
    TimeProvider clock,
    ILogger<SpoolWriter> log
) : IDisposable
{
    const int GroupBytes = 4 * 1024 * 1024;
    static readonly TimeSpan _betweenTries = TimeSpan.FromSeconds(1);
    readonly object _lock = new();
    readonly List<OutgoingEvent> _group = [];
    readonly Queue<PendingRequest> _waiting = [];
    readonly SpoolShares _shares = new(RoomOf(options), clock);
    Thread? _thread;
    long _waitingBytes;
    bool _isWriting;
    bool _isOver;
    volatile string? _unhealthyReason;

    /// <summary>The reason why nothing can be appended; null while the disk works.</summary>
    public string? UnhealthyReason => _unhealthyReason;

    /// <summary>The share of the room that is used, 0 to 1.</summary>
    public double Fullness => Math.Min(1, Used / (double)Room);

    /// <summary>True when there is no room for another segment: soon, or already, new events are refused.</summary>
    public bool IsFull => Used + options.SegmentBytes > Room;

    /// <summary>True when every request given to it is stored or answered.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return _waiting.Count == 0 && !_isWriting;
        }
    }

    // A segment's room is reserved as a whole; without this margin the folder would exceed the limit.
    long Room => RoomOf(options);

    long Used => spool.Bytes + Interlocked.Read(ref _waitingBytes);

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "spool-writer" };
        _thread.Start();
    }

    public bool HasRoom(long bytes) => _unhealthyReason is null && Used + bytes <= Room;

    /// <summary>Answers the request when its events are stored, or can't be. The order of calls is the order in the spool.</summary>
    public void Append(PendingRequest request)
    {
        lock (_lock)
        {
            _shares.Gave(request.Key, request.Bytes);
            _waiting.Enqueue(request);
            Interlocked.Add(ref _waitingBytes, request.Bytes);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Appends the request when there is room for it, and for its key; otherwise answers it as not stored.</summary>
    public void AppendIfRoom(PendingRequest request)
    {
        lock (_lock)
        {
            if (HasRoom(request.Bytes) && _shares.Allows(request.Key, Used, request.Bytes))
            {
                Append(request);
                return;
            }
        }

        request.Answer(Durability.None);
    }

    /// <summary>Writes the waiting requests, then ends.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            Monitor.Pulse(_lock);
        }

        _thread?.Join();
    }

    static long RoomOf(SpoolOptions options) => options.MaxBytes - options.SegmentBytes;

    void Run()
    {
        while (Next() is { } group)
        {
            if (group.Count == 0)
                TryDisk();
            else
                Write(group);

            lock (_lock)
                _isWriting = false;
        }
    }

    /// <summary>Returns the requests to write now; an empty list when a failed disk is to be tried again; null at the end.</summary>
    List<PendingRequest>? Next()
    {
        lock (_lock)
        {
            while (_waiting.Count == 0)
            {
                if (_isOver)
                    return null;

                if (_unhealthyReason is null)
                    Monitor.Wait(_lock);
                else if (!Monitor.Wait(_lock, _betweenTries) && _waiting.Count == 0)
                    return [];
            }

            _isWriting = true;
            var group = new List<PendingRequest>();
            for (var bytes = 0L; bytes < GroupBytes && _waiting.TryDequeue(out var request); bytes += request.Bytes)
                group.Add(request);

            return group;
        }
    }

    void Write(List<PendingRequest> group)
    {
        var began = Stopwatch.GetTimestamp();
        Exception? refused = null;
        try
        {
            Collect(group);
            if (_group.Count > 0)
                spool.Append(_group);

            SpoolMetrics.Appended(_group.Count, Stopwatch.GetElapsedTime(began));
        }
        catch (Exception failure) when (SpoolLog.IsRefusal(failure))
        {
            refused = failure;
        }

        foreach (var request in group)
        {
            Interlocked.Add(ref _waitingBytes, -request.Bytes);
            request.Answer(refused is null ? Durability.Spool : Durability.None);
        }

        Say(refused);
    }

    /// <summary>Collects the events of these requests that Kafka has not acknowledged meanwhile.</summary>
    void Collect(List<PendingRequest> group)
    {
        _group.Clear();
        foreach (var request in group)
        {
            for (var place = 0; place < request.Events.Count; place++)
            {
                if (!request.IsFresh(place) || request.IsInKafka(place))
                    continue;

                // This happens before the drain can see the event.
                if (request.WasPublished)
                    attempts.Add(spool.Next + _group.Count, request, place);

                _group.Add(request.Events[place]);
            }
        }
    }
}
