namespace Analytics.Collector.Delivery.Spool;

/// <summary>About when the spool's events were spooled: a time a second is enough to tell ages by.</summary>
/// <param name="times">When some of what an earlier run left was spooled, oldest first.</param>
/// <param name="isDrained">Whether Kafka has everything of the spool.</param>
sealed class SpoolAges(IEnumerable<(long Sequence, DateTimeOffset At)> times, Func<bool> isDrained, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly Queue<(long Sequence, DateTimeOffset At)> _times = new(times);
    DateTimeOffset _last;

    /// <summary>How long the oldest event that is not in Kafka has been there; zero when there is none.</summary>
    public TimeSpan Oldest
    {
        get
        {
            lock (_lock)
                return !isDrained() && _times.TryPeek(out var oldest) ? clock.GetUtcNow() - oldest.At : TimeSpan.Zero;
        }
    }

    /// <param name="first">The first of a group that is spooled now.</param>
    public void Note(long first)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (isDrained() || _times.Count == 0 || now - _last > TimeSpan.FromSeconds(1))
            {
                _times.Enqueue((first, now));
                _last = now;
            }
        }
    }

    /// <summary>Forgets those before this sequence, but for the one that says how old the event of this sequence is.</summary>
    public void Forget(long before)
    {
        lock (_lock)
        {
            while (_times.Count > 0 && (isDrained() || (_times.Count > 1 && _times.ElementAt(1).Sequence <= before)))
                _times.Dequeue();
        }
    }
}
