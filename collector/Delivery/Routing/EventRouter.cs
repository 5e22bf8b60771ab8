using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// Sends events to Kafka or the spool. Kafka is first. A request that it is slow to acknowledge is copied to the spool, which answers it,
/// and stays under way; later ones still go to Kafka. When Kafka refuses an event, is silent for twenty times as long, or a quarter of the
/// queue is full, everything under way goes to the spool, in order, and everything after it until the spool is drained.
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
    readonly UnacknowledgedRequests _underWay = new(options, kafka, clock);
    readonly List<PendingRequest> _held = [];
    RouterMode _mode;
    long _heldSince;

    /// <summary>Raised after requests were given to the spool, or found in it.</summary>
    public event Action? SpoolFilled;

    public RouterMode Mode
    {
        get
        {
            lock (_lock)
                return _mode;
        }
    }

    /// <summary>True while an event that is stored may be in the spool alone.</summary>
    public bool UsesSpool
    {
        get
        {
            lock (_lock)
                return _mode != RouterMode.Direct || _underWay.HasCopies;
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
        SpoolFilled?.Invoke();
    }

    /// <summary>Ends the wait for Kafka: everything under way goes to the spool. Returns true when the spool takes it.</summary>
    public bool TryDivert(string why)
    {
        lock (_lock)
        {
            if (_mode != RouterMode.Direct || spool?.HasRoom(_underWay.WaitingBytes) != true)
                return false;

            _mode = RouterMode.Spooling;
            var open = _underWay.RemoveAll();
            foreach (var request in open)
            {
                request.BeginSpooling();
                spool.Append(request);
            }

            LogFailoverStarted(why, open.Sum(request => request.Events.Count));
            SpoolMetrics.Mode(isSpooling: true);
        }

        SpoolFilled?.Invoke();
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

    void BeginPublishing(PendingRequest request)
    {
        request.BeginPublishing(clock.GetTimestamp(), Failed);
        _underWay.Add(request);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.spool.failover_started: {Why}; {Events} events under way, and all after them, go to the spool"
    )]
    partial void LogFailoverStarted(string why, int events);
}
