namespace Analytics.Local.Traffic;

/// <summary>What was sent and what became of it, in events but for the requests. Read it at any time.</summary>
public sealed class TrafficCounts
{
    long sent, accepted, rejected, unknown, requests, meantAsBroken;

    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Acknowledged by the collector.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    /// <summary>Refused by the collector, one by one; kept in the topic of the rejected.</summary>
    public long Rejected => Interlocked.Read(ref rejected);

    /// <summary>Neither: the request failed, or the collector asks to send them again.</summary>
    public long Unknown => Interlocked.Read(ref unknown);

    /// <summary>Broken on purpose; the same as <see cref="Rejected"/> when nothing went wrong.</summary>
    public long Broken => Interlocked.Read(ref meantAsBroken);

    public long Requests => Interlocked.Read(ref requests);

    internal void CountSent(int events, int broken)
    {
        Interlocked.Add(ref sent, events);
        Interlocked.Add(ref meantAsBroken, broken);
        Interlocked.Increment(ref requests);
    }

    internal void CountAnswer(int events, int accepted, int rejected)
    {
        Interlocked.Add(ref this.accepted, accepted);
        Interlocked.Add(ref this.rejected, rejected);
        Interlocked.Add(ref unknown, events - accepted - rejected);
    }
}
