namespace Analytics.Local.Traffic;

/// <summary>The numbers of events sent and of their outcomes, and of requests. It may be read at any time.</summary>
public sealed class TrafficCounts
{
    long _sent,
        _accepted,
        _rejected,
        _unknown,
        _requests,
        _meantAsBroken;

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The events acknowledged by the collector.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>The events that the collector rejected one by one; the rejected topic holds them.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>The events that are neither: the request failed, or the collector asks for a retry.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>The events broken on purpose; equals <see cref="Rejected"/> when nothing went wrong.</summary>
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
