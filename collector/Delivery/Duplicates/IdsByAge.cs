namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// The order in which ids were remembered, of each write key by itself. When the memory is full, the key with the most ids loses its oldest
/// one: a key that sends much forgets its own events early, never those of others.
/// </summary>
sealed class IdsByAge(int most)
{
    const int None = -1;

    // One array of full size, so that it never grows; the system provides memory only for the used part.
    readonly Slot[] _slots = new Slot[most];
    readonly Dictionary<string, Line> _lines = [];
    Line? _longest;
    int _used;
    int _free = None;
    int _sinceLook;

    public int Count { get; private set; }

    /// <summary>Adds an id as the newest of its key.</summary>
    /// <returns>The id that is given up for it; null when there was room.</returns>
    public Fingerprint? Add(string key, Fingerprint id, int second)
    {
        Fingerprint? gone = Count == most ? TakeOldest(Longest()) : null;
        if (!_lines.TryGetValue(key, out var line))
            _lines.Add(key, line = new Line(key));

        var place = _free != None ? _free : _used++;
        if (_free != None)
            _free = _slots[place].Next;

        _slots[place] = new Slot(id, second, None);
        if (line.Count++ == 0)
            line.First = place;
        else
            _slots[line.Last].Next = place;

        line.Last = place;
        Count++;
        if (line.Count > (_longest?.Count ?? 0))
            _longest = line;

        return gone;
    }

    /// <summary>Returns the ids that were remembered before that second, each once.</summary>
    public IEnumerable<Fingerprint> TakeOlderThan(int second)
    {
        foreach (var line in _lines.Values.ToArray())
        {
            while (line.Count > 0 && _slots[line.First].Second < second)
                yield return TakeOldest(line);
        }
    }

    /// <summary>
    /// Returns the ids of the key that has the most. It is recomputed after as many calls as there are keys, so another key may have more
    /// by that number at most.
    /// </summary>
    Line Longest()
    {
        if (_longest is null || ++_sinceLook >= _lines.Count)
            (_longest, _sinceLook) = (_lines.Values.MaxBy(line => line.Count), 0);

        return _longest!;
    }

    Fingerprint TakeOldest(Line line)
    {
        var place = line.First;
        var id = _slots[place].Id;
        line.First = _slots[place].Next;
        _slots[place].Next = _free;
        _free = place;
        Count--;
        if (--line.Count == 0)
        {
            _lines.Remove(line.Key);
            _longest = _longest == line ? null : _longest;
        }

        return id;
    }

    record struct Slot(Fingerprint Id, int Second, int Next);

    /// <summary>The ids of one key: a list through the slots, from the oldest to the newest.</summary>
    sealed class Line(string key)
    {
        public string Key => key;

        public int First { get; set; } = None;

        public int Last { get; set; } = None;

        public int Count { get; set; }
    }
}
