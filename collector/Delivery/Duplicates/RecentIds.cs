namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// Remembers the newest events that are stored, and those that are being stored, so that a client's retry is recognized. It is exact: an
/// event that was not stored is never taken for a stored one.
/// </summary>
sealed partial class RecentIds(DuplicatesOptions options, TimeProvider clock)
{
    /// <summary>The key id of the events in the spool, whose own is not stored; no key has this id.</summary>
    const string Spooled = "";

    readonly Lock _lock = new();
    readonly Dictionary<Fingerprint, (Claim Claim, int Place)> _pending = [];

    // Allocated at full size at once, so that it never grows to twice that size; the system provides memory only for the used part.
    readonly HashSet<Fingerprint> _stored = new(options.Events + 1);
    readonly IdsByAge _order = new(options.Events);
    readonly TimeProvider _clock = clock;
    readonly long _began = clock.GetTimestamp();

    // Events that an earlier run stored, as read from Kafka: dropped as a whole when the window is over and no drain needs them.
    EarlierIds? _earlier;
    volatile bool _isDraining;
    int _earlierEnds;
    int _forgotten;

    int Now => (int)_clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Claims every event of a request that is neither stored nor being stored.</summary>
    /// <param name="key">The id of the request's write key.</param>
    public Claim Take(string key, Fingerprint[] ids) => new(this, key, ids);

    /// <summary>Remembers an event of an earlier run that is in the spool.</summary>
    /// <returns>False when it was already known.</returns>
    public bool Remember(Fingerprint id)
    {
        lock (_lock)
        {
            if (_stored.Contains(id))
                return false;

            Add(Spooled, id, Now);
            Forget();
            return true;
        }
    }

    /// <summary>Remembers events that were in Kafka before this run stored any.</summary>
    /// <param name="newestFirst">Events that are older than those of earlier calls.</param>
    public void RememberEarlier(ReadOnlySpan<EarlierId> newestFirst)
    {
        lock (_lock)
        {
            if (_earlier is null)
                (_earlier, _earlierEnds) = (new EarlierIds(options.Events), Now + (int)options.Window.TotalSeconds);

            foreach (var one in newestFirst)
                _earlier.Add(one);
        }
    }

    /// <summary>True while events of an earlier run are in the spool, each of which Kafka may have already.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>True when the event was in Kafka before this run stored any.</summary>
    public bool IsInKafka(Fingerprint id)
    {
        lock (_lock)
            return _earlier?.Contains(id) == true;
    }

    bool IsKnown(Fingerprint id) => _stored.Contains(id) || _earlier?.Contains(id) == true;

    void Add(string key, Fingerprint id, int now)
    {
        if (_stored.Add(id) && _order.Add(key, id, now) is { } gone)
            _stored.Remove(gone);
    }

    void Forget()
    {
        var now = Now;
        if (now == _forgotten)
            return;

        _forgotten = now;
        foreach (var id in _order.TakeOlderThan(now - (int)options.Window.TotalSeconds))
            _stored.Remove(id);

        if (now > _earlierEnds && !_isDraining)
            _earlier = null;
    }
}
