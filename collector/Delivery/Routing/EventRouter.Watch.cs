using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <content>What becomes of requests that Kafka is slow to acknowledge, or refuses.</content>
sealed partial class EventRouter
{
    /// <summary>Checks the requests that have waited longest. It must be called every few milliseconds.</summary>
    public void Watch()
    {
        bool hasCopied;
        lock (_lock)
        {
            if (_mode == RouterMode.Returning && clock.GetElapsedTime(_heldSince) > options.FailoverAfter)
                CancelReturn();

            hasCopied = WatchUnderWay();
        }

        if (hasCopied)
            SpoolFilled?.Invoke();
    }

    /// <returns>True when a request was copied to the spool.</returns>
    bool WatchUnderWay()
    {
        var hasCopied = false;
        bool? mayCopy = null;
        for (_underWay.RemoveDone(); _underWay.Overdue is { } overdue; _underWay.RemoveDone())
        {
            if ((mayCopy ??= _mode == RouterMode.Direct && !_underWay.IsStuck()) && TryCopy(overdue))
                hasCopied = true;
            else if (GivesUp(overdue))
                _underWay.RemoveOldest();
            else
                break;
        }

        return hasCopied;
    }

    bool TryCopy(PendingRequest request)
    {
        if (spool?.HasRoom(request.Bytes) != true)
            return false;

        request.BeginCopying();
        spool.Append(request);
        _underWay.OldestIsCopied();
        SpoolMetrics.Copied(request.Events.Count);
        return true;
    }

    /// <summary>
    /// Decides whether an overdue request stops waiting for Kafka. When no spool takes it, it waits for Kafka:MessageTimeout.
    /// </summary>
    bool GivesUp(PendingRequest request)
    {
        var waited = _underWay.Waited(request);
        if (TryDivert($"Kafka has not acknowledged for {waited.TotalMilliseconds:0} ms") || waited <= kafka.MessageTimeout)
            return false;

        request.Answer(Durability.None);
        return true;
    }

    /// <summary>
    /// Handles a request of which Kafka refused an event: the spool takes it, and the drain finds out whether Kafka refuses it for good.
    /// </summary>
    void Failed(PendingRequest request)
    {
        lock (_lock)
        {
            // The spool already has the request and answers it, or takes it now.
            if (request.IsSpooled || (_mode == RouterMode.Direct && TryDivert("Kafka refused an event")) || request.IsCopied)
                return;
        }

        request.Answer(Durability.None);
    }
}
