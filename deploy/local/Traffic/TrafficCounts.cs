namespace Analytics.Local.Traffic;

/// <summary>What was sent and what became of it, in events but for the requests. Read it at any time.</summary>
public sealed class TrafficCounts
{
    long _sent,
        _accepted,
        _rejected,
        _unknown,
        _requests,
        _meantAsBroken;

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Acknowledged by the collector.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Refused by the collector, one by one; kept in the topic of the rejected.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Neither: the request failed, or the collector asks to send them again.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>Broken on purpose; the same as <see cref="Rejected"/> when nothing went wrong.</summary>
    public long Broken => Interlocked.Read(ref _meantAsBroken);

    public long Requests => Interlocked.Read(ref _requests);

    internal void CountSent(int events, int broken)
    {
        Interlocked.Add(ref _sent, events);
        Interlocked.Add(ref _meantAsBroken, broken);
        Interlocked.Increment(ref _requests);
    }

    internal void CountAnswer(int events, int accepted, int rejected)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _rejected, rejected);
        Interlocked.Add(ref _unknown, events - accepted - rejected);
    }
}
