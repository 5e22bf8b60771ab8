namespace Analytics.Collector.Events;

/// <summary>How long it has been that nothing could be stored, and so for how long clients are sent away.</summary>
sealed class Pressure(TimeProvider clock)
{
    const int Least = 2;

    /// <summary>SDKs believe no more.</summary>
    const int Most = 300;

    long _since;

    /// <summary>As long again as it has lasted.</summary>
    public int RetryAfter =>
        Interlocked.Read(ref _since) is > 0 and var since ? Math.Clamp((int)clock.GetElapsedTime(since).TotalSeconds, Least, Most) : Least;

    public void Refused() => Interlocked.CompareExchange(ref _since, clock.GetTimestamp(), 0);

    public void Took()
    {
        if (Volatile.Read(ref _since) != 0)
            Interlocked.Exchange(ref _since, 0);
    }
}
