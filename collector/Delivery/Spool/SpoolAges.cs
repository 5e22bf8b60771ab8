namespace Analytics.Collector.Delivery.Spool;

/// <summary>The approximate times at which the spool's events were spooled: one time per second is enough for their ages.</summary>
/// <param name="times">Times at which some events of an earlier run were spooled, oldest first.</param>
/// <param name="isDrained">Returns whether Kafka has every event of the spool.</param>
sealed class SpoolAges(IEnumerable<(long Sequence, DateTimeOffset At)> times, Func<bool> isDrained, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly Queue<(long Sequence, DateTimeOffset At)> _times = new(times);
    DateTimeOffset _last;

    /// <summary>The time for which the oldest event that is not in Kafka has been spooled; zero when there is none.</summary>
    public TimeSpan Oldest
    {
        get
        {
            lock (_lock)
                return !isDrained() && _times.TryPeek(out var oldest) ? clock.GetUtcNow() - oldest.At : TimeSpan.Zero;
        }
    }

    /// <param name="first">The sequence of the first event of a group that is spooled now.</param>
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

    /// <summary>Removes the times before this sequence, except the one that gives the age of this sequence's event.</summary>
    public void Forget(long before)
    {
        lock (_lock)
        {
            while (_times.Count > 0 && (isDrained() || (_times.Count > 1 && _times.ElementAt(1).Sequence <= before)))
                _times.Dequeue();
        }
    }
}
