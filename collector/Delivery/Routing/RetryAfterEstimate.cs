using Analytics.Collector.Http;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Estimates from the length of an outage how long clients should wait before they retry.</summary>
sealed class RetryAfterEstimate(TimeProvider clock)
{
    const int Shortest = 2;

    long _since;

    /// <summary>Equals the length of the outage so far, in seconds, within the limits.</summary>
    public int Seconds =>
        Interlocked.Read(ref _since) is > 0 and var since
            ? Math.Clamp((int)clock.GetElapsedTime(since).TotalSeconds, Shortest, RetryAfter.Longest)
            : Shortest;

    public void Refused() => Interlocked.CompareExchange(ref _since, clock.GetTimestamp(), 0);

    public void Took()
    {
        if (Volatile.Read(ref _since) != 0)
            Interlocked.Exchange(ref _since, 0);
    }
}
