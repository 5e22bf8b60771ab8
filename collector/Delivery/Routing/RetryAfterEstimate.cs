using Analytics.Collector.Http;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Estimates from the length of an outage how long clients should wait before they retry.</summary>
sealed class RetryAfterEstimate(TimeProvider clock)
{
    const int Shortest = 2;
    static readonly TimeSpan _lasting = TimeSpan.FromSeconds(5);
    static readonly TimeSpan _recent = TimeSpan.FromSeconds(30);

    long _since;
    long _last;

    /// <summary>Equals the length of the outage so far, in seconds, within the limits.</summary>
    public int Seconds =>
        Interlocked.Read(ref _since) is > 0 and var since
            ? Math.Clamp((int)clock.GetElapsedTime(since).TotalSeconds, Shortest, RetryAfter.Longest)
            : Shortest;

    /// <summary>
    /// True when nothing was stored for a while, up to a short time ago. It becomes false when no request arrives, since only a request can
    /// show that storing fails.
    /// </summary>
    public bool IsLasting =>
        (Interlocked.Read(ref _since), Interlocked.Read(ref _last)) is var (since, last)
        && since > 0
        && clock.GetElapsedTime(since, last) >= _lasting
        && clock.GetElapsedTime(last) < _recent;

    public void Refused()
    {
        var now = clock.GetTimestamp();
        Interlocked.Exchange(ref _last, now);
        Interlocked.CompareExchange(ref _since, now, 0);
    }

    public void Took()
    {
        if (Volatile.Read(ref _since) != 0)
            Interlocked.Exchange(ref _since, 0);
    }
}
