namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>An event that an earlier run stored.</summary>
/// <param name="Source">The source of its message's key; the key of a write key is not stored.</param>
readonly record struct EarlierId(string Source, Fingerprint Id);

/// <summary>
/// The events that an earlier run stored, added newest first. When the memory is full, the source with the most gives up its oldest one, so
/// that a source that sends much does not hide the events of others that are older.
/// </summary>
sealed class EarlierIds(int most)
{
    readonly HashSet<Fingerprint> _ids = [];
    readonly Dictionary<string, Stack<Fingerprint>> _bySource = [];
    Stack<Fingerprint> _largest = [];
    int _sinceLook;

    public int Count => _ids.Count;

    public bool Contains(Fingerprint id) => _ids.Contains(id);

    /// <summary>Adds an event that is older than those of its source before.</summary>
    public void Add(EarlierId one)
    {
        if (!_bySource.TryGetValue(one.Source, out var mine))
            _bySource.Add(one.Source, mine = []);

        if (Count == most)
        {
            var largest = Largest();
            if (mine.Count >= largest.Count || _ids.Contains(one.Id))
                return;

            _ids.Remove(largest.Pop());
        }

        if (_ids.Add(one.Id))
            mine.Push(one.Id);
    }

    /// <summary>
    /// Returns the events of the source with the most. It is looked up again after as many calls as there are sources, so another source
    /// may have more by that number at most.
    /// </summary>
    Stack<Fingerprint> Largest()
    {
        if (_largest.Count == 0 || ++_sinceLook >= _bySource.Count)
            (_largest, _sinceLook) = (_bySource.Values.MaxBy(ids => ids.Count)!, 0);

        return _largest;
    }
}
