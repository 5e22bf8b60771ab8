using Analytics.Collector.Http;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>How long it has been that nothing could be stored, and so for how long clients are sent away.</summary>
sealed class RetryAfterEstimate(TimeProvider clock)
{
    const int Shortest = 2;

    long _since;

    /// <summary>As long again as it has lasted.</summary>
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
