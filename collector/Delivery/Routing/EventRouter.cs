using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// Sends events to Kafka or the spool. Kafka is first; when the oldest event under way has waited longer than Spool:FailoverAfter, or Kafka
/// refuses one, everything under way goes to the spool, in order, and so does everything after it until the spool is drained.
/// </summary>
sealed partial class EventRouter(
    EventPublisher publisher,
    SpoolOptions options,
    KafkaOptions kafka,
    TimeProvider clock,
    ILogger<EventRouter> log,
    SpoolWriter? spool = null
)
{
    readonly Lock _lock = new();
    readonly Queue<PendingRequest> _underWay = [];
    readonly List<PendingRequest> _held = [];
    RouterMode _mode;
    long _heldSince;

    /// <summary>Raised when the mode changes from direct to spooling.</summary>
    public event Action? SpoolingBegan;

    public RouterMode Mode
    {
        get
        {
            lock (_lock)
                return _mode;
        }
    }

    /// <summary>Accepts a request for delivery; its answer reports the end.</summary>
    public void Take(PendingRequest request)
    {
        lock (_lock)
        {
            if (_mode == RouterMode.Returning)
            {
                _held.Add(request);
                return;
            }

            if (_mode == RouterMode.Spooling)
            {
                spool!.AppendIfRoom(request);
                return;
            }

            BeginPublishing(request);
        }

        publisher.Publish(request);
    }

    /// <summary>Begins in spooling mode, because the events that an earlier run left go first.</summary>
    public void BeginSpooling()
    {
        lock (_lock)
            _mode = RouterMode.Spooling;

        SpoolMetrics.Mode(isSpooling: true);
        SpoolingBegan?.Invoke();
    }

    /// <summary>Checks the request that has waited longest. It must be called every few milliseconds.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            if (_mode == RouterMode.Returning && clock.GetElapsedTime(_heldSince) > options.FailoverAfter)
                CancelReturn();

            while (_underWay.TryPeek(out var oldest) && (oldest.IsAnswered || GivesUp(oldest)))
                _underWay.Dequeue();
        }
    }

    /// <summary>Ends the wait for Kafka: everything under way goes to the spool now. Returns true when the spool takes it.</summary>
    public bool TryDivert(string why)
    {
        lock (_lock)
        {
            if (
                _mode != RouterMode.Direct
                || spool is not { UnhealthyReason: null }
                || _underWay.Sum(request => request.Bytes) is var bytes && !spool.HasRoom(bytes)
            )
            {
                return false;
            }

            _mode = RouterMode.Spooling;
            var events = 0;
            while (_underWay.TryDequeue(out var request))
            {
                if (request.IsAnswered)
                    continue;

                events += request.Events.Count;
                request.BeginSpooling();
                spool.Append(request);
            }

            LogBegan(why, events);
            SpoolMetrics.Mode(isSpooling: true);
        }

        SpoolingBegan?.Invoke();
        return true;
    }

    /// <summary>Begins the return when the drain has caught up: from now on new events wait, for a short time.</summary>
    public void BeginReturn()
    {
        lock (_lock)
        {
            if (_mode == RouterMode.Spooling)
                (_mode, _heldSince) = (RouterMode.Returning, clock.GetTimestamp());
        }
    }

    /// <summary>
    /// Switches to direct when the spool is drained, and publishes the held requests. Returns false when the return took too long and they
    /// were spooled.
    /// </summary>
    public bool TryReturn()
    {
        PendingRequest[] held;
        lock (_lock)
        {
            if (_mode != RouterMode.Returning)
                return false;

            _mode = RouterMode.Direct;
            held = [.. _held];
            _held.Clear();
            Array.ForEach(held, BeginPublishing);
            SpoolMetrics.Mode(isSpooling: false);
        }

        Array.ForEach(held, publisher.Publish);
        return true;
    }

    void CancelReturn()
    {
        _mode = RouterMode.Spooling;
        _held.ForEach(spool!.AppendIfRoom);
        _held.Clear();
    }

    /// <summary>Decides whether a request stops waiting for Kafka. When no spool takes it, it waits for Kafka:MessageTimeout.</summary>
    bool GivesUp(PendingRequest request)
    {
        var waited = clock.GetElapsedTime(request.PublishedAt);
        if (
            waited <= options.FailoverAfter
            || TryDivert($"Kafka has not acknowledged for {waited.TotalMilliseconds:0} ms")
            || waited <= kafka.MessageTimeout
        )
        {
            return false;
        }

        request.Answer(Durability.None);
        return true;
    }

    void BeginPublishing(PendingRequest request)
    {
        request.BeginPublishing(clock.GetTimestamp(), Failed);
        _underWay.Enqueue(request);
    }

    /// <summary>
    /// Handles a request of which Kafka refused an event: the spool takes it, and the drain finds out whether Kafka refuses it for good.
    /// </summary>
    void Failed(PendingRequest request)
    {
        lock (_lock)
        {
            // The spool already has the request and answers it, or takes it now.
            if (request.IsSpooled || (_mode == RouterMode.Direct && TryDivert("Kafka refused an event")))
                return;
        }

        request.Answer(Durability.None);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.spool.began: {Why}; {Events} events under way, and all after them, go to the spool"
    )]
    partial void LogBegan(string why, int events);
}
