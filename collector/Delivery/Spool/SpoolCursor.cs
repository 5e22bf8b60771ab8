namespace Analytics.Collector.Delivery.Spool;

/// <summary>Reads the spool in order, beginning at a sequence.</summary>
/// <param name="damaged">Called for each range that was good once and is damaged now.</param>
sealed class SpoolCursor(SpoolLog log, long from, Action<string, Damage> damaged)
{
    SpoolSegment? _segment;
    SegmentReader? _reader;

    /// <summary>The sequence before which every safe event was read.</summary>
    public long Next { get; private set; } = from;

    /// <summary>Adds the next safe events, up to about this many; none when the end is reached.</summary>
    public void Read(List<SpooledEvent> into, int maxEvents, int maxBytes)
    {
        for (var bytes = 0; into.Count < maxEvents && bytes < maxBytes; )
        {
            // The order matters: a sealed segment does not grow.
            var isOver = _segment is null or { IsSealed: true };
            try
            {
                if (_segment is not null && TryRead(_segment, out var one))
                {
                    into.Add(one);
                    bytes += one.Bytes;
                    continue;
                }
            }
            catch (IOException) when (into.Count > 0)
            {
                // The next call throws again, after the events before the unreadable one are published.
                return;
            }

            if (!isOver)
                return;

            // The unreadable part of a segment is not tried again.
            Next = Math.Max(Next, (_segment?.Last ?? -1) + 1);
            if (log.SegmentFrom(Next) is not { } next)
                return;

            (_segment, _reader) = (next, new SegmentReader(next.File, SpoolSegment.HeaderSize));
        }
    }

    bool TryRead(SpoolSegment segment, out SpooledEvent one)
    {
        while (_reader!.TryRead(segment.Length, out var record))
        {
            if (record.Sequence < Next)
                continue;

            Next = record.Sequence + 1;
            one = record.ToEvent();
            Report(segment);
            return true;
        }

        Report(segment);
        one = default;
        return false;
    }

    void Report(SpoolSegment segment)
    {
        foreach (var damage in _reader!.Damages.Where(_ => !segment.IsRecovered))
            damaged(segment.Name, damage);

        _reader.Damages.Clear();
    }
}
