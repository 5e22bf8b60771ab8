using Analytics.Collector.Delivery.Spool;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// Decides when the collector may return from the spool to Kafka. New events wait during a return, so it begins only when Kafka is quick,
/// and not immediately after one that was given up.
/// </summary>
sealed class ReturnPolicy(SpoolOptions options, TimeProvider clock)
{
    static readonly TimeSpan _betweenReturns = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _longestStay = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _calm = TimeSpan.FromSeconds(10);
    readonly BackOff _stays = new(_betweenReturns, _longestStay);
    TimeSpan _stay;
    long _spoolingSince;
    long _returned;
    bool _isReturning;
    long _returnFailed;

    /// <summary>
    /// Notes that events go to the spool. The next return is delayed each time Kafka stalls soon after one: a Kafka that is always slightly
    /// too slow would make the collector oscillate between Kafka and the spool.
    /// </summary>
    public void SpoolingBegan()
    {
        if (_spoolingSince != 0)
            return;

        _spoolingSince = clock.GetTimestamp();
        var isSoon = _returned != 0 && clock.GetElapsedTime(_returned) < _calm;
        if (!isSoon)
            _stays.Reset();

        _stay = isSoon ? _stays.Next() : TimeSpan.Zero;
    }

    /// <summary>Returns whether a return may begin; one that was under way was given up.</summary>
    /// <param name="oldestAge">The time for which the oldest event has waited for Kafka's acknowledgement.</param>
    public bool TryBegin(TimeSpan oldestAge)
    {
        if (_isReturning)
            (_isReturning, _returnFailed) = (false, clock.GetTimestamp());

        if (
            oldestAge > options.FailoverAfter / 2
            || clock.GetElapsedTime(_spoolingSince) < _stay
            || (_returnFailed != 0 && clock.GetElapsedTime(_returnFailed) < _betweenReturns)
        )
        {
            return false;
        }

        _isReturning = true;
        return true;
    }

    /// <summary>Notes that events go directly to Kafka again.</summary>
    public void Returned() => (_isReturning, _spoolingSince, _returned) = (false, 0, clock.GetTimestamp());
}
