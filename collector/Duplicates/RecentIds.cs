using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Duplicates;

/// <summary>
/// Remembers the newest events that are stored, and those that are being stored right now, so that a client's retry is recognized. Exact:
/// an
/// event that was not stored is never taken for one that was.
/// </summary>
sealed class RecentIds(DuplicatesOptions options, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly Dictionary<Fingerprint, (Claim Claim, int Place)> _pending = [];

    // At their full size from the start: what is not used is not there, and they never grow to twice of it.
    readonly HashSet<Fingerprint> _stored = new(options.Events + 1);
    readonly Queue<(Fingerprint Id, int Second)> _order = new(options.Events + 1);
    readonly long _began = clock.GetTimestamp();

    // What an earlier run had stored, as Kafka tells: dropped whole when its time is over, or when newer ones are enough.
    HashSet<Fingerprint>? _earlier;
    int _earlierEnds;

    int Now => (int)clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Claims every event of a request that nobody has stored or is storing. The claim must be settled.</summary>
    public Claim Claim(Fingerprint[] ids)
    {
        var claim = new Claim(ids);
        lock (_lock)
        {
            Forget();
            for (var place = 0; place < ids.Length; place++)
            {
                if (IsKnown(ids[place]))
                    claim.AddDuplicate(place, null);
                else if (!_pending.TryAdd(ids[place], (claim, place)))
                    claim.AddDuplicate(place, new Twin(place, _pending[ids[place]].Claim, _pending[ids[place]].Place));
            }
        }

        return claim;
    }

    /// <summary>Remembers what of the claim is stored, and lets go of the rest.</summary>
    /// <param name="unstored">Places of what is not; null when everything is.</param>
    public void Settle(Claim claim, HashSet<int>? unstored)
    {
        lock (_lock)
        {
            var now = Now;
            for (var place = 0; place < claim.Ids.Length; place++)
            {
                if (claim.IsDuplicate?[place] == true)
                    continue;

                _pending.Remove(claim.Ids[place]);
                if (unstored?.Contains(place) != true)
                    Add(claim.Ids[place], now);
            }

            Forget();
            claim.Settle(unstored);
            CollectorMetrics.RecentIds(_stored.Count + (_earlier?.Count ?? 0));
        }
    }

    /// <summary>Waits until it is known of each twin's first whether it is stored, but not for longer than patience allows.</summary>
    /// <returns>Places of those whose first is not known to be stored.</returns>
    public async Task<HashSet<int>> LostTwinsAsync(Claim claim, TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience, clock);
        var lost = new HashSet<int>();
        foreach (var twin in claim.Twins)
        {
            // Its own has been answered already: waiting for it would be waiting for itself.
            if (twin.First != claim && WhenSettled(twin.First) is { IsCompleted: false } settled)
                await Task.WhenAny(settled, Task.Delay(Timeout.InfiniteTimeSpan, over.Token));

            if (!twin.First.IsSettled || !twin.First.IsStored(twin.FirstPlace))
                lost.Add(twin.Place);
        }

        return lost;
    }

    /// <summary>Remembers an event of an earlier run that stands in the spool.</summary>
    /// <returns>False when it was known.</returns>
    public bool Remember(Fingerprint id)
    {
        lock (_lock)
        {
            if (_stored.Contains(id))
                return false;

            Add(id, Now);
            Forget();
            return true;
        }
    }

    /// <summary>Remembers events that Kafka had before this run stored any.</summary>
    /// <returns>False when that is enough: as many are known as are ever to be.</returns>
    public bool RememberEarlier(ReadOnlySpan<Fingerprint> ids)
    {
        lock (_lock)
        {
            if (_earlier is null)
                (_earlier, _earlierEnds) = ([], Now + (int)options.Window.TotalSeconds);

            foreach (var id in ids)
                _earlier.Add(id);

            return _earlier.Count < options.Events;
        }
    }

    /// <summary>Whether Kafka had the event before this run stored any.</summary>
    public bool IsInKafka(Fingerprint id)
    {
        lock (_lock)
            return _earlier?.Contains(id) == true;
    }

    Task WhenSettled(Claim claim)
    {
        lock (_lock)
            return claim.WhenSettled();
    }

    bool IsKnown(Fingerprint id) => _stored.Contains(id) || _earlier?.Contains(id) == true;

    void Add(Fingerprint id, int now)
    {
        if (_stored.Add(id))
            _order.Enqueue((id, now));
    }

    void Forget()
    {
        var now = Now;
        var oldest = now - (int)options.Window.TotalSeconds;
        while (_order.TryPeek(out var first) && (_order.Count > options.Events || first.Second < oldest))
            _stored.Remove(_order.Dequeue().Id);

        if (_earlier is not null && (now > _earlierEnds || _stored.Count >= options.Events))
            _earlier = null;
    }
}
