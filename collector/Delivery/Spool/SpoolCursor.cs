namespace Analytics.Collector.Delivery.Spool;

/// <summary>Reads the spool in order from a sequence on.</summary>
/// <param name="damaged">Told of each place that was good once and is not any more.</param>
sealed class SpoolCursor(SpoolLog log, long from, Action<string, Damage> damaged)
{
    SpoolSegment? _segment;
    SegmentReader? _reader;

    /// <summary>Everything safe before it was read.</summary>
    public long Next { get; private set; } = from;

    /// <summary>Adds what is safe and was not read yet, up to about this much; nothing when the end is reached.</summary>
    public void Read(List<SpooledEvent> into, int maxEvents, int maxBytes)
    {
        for (var bytes = 0; into.Count < maxEvents && bytes < maxBytes; )
        {
            // In this order: a segment that is sealed grows no more.
            var isOver = _segment is null or { IsSealed: true };
            if (_segment is not null && TryRead(_segment, out var one))
            {
                into.Add(one);
                bytes += one.Bytes;
                continue;
            }

            if (!isOver)
                return;

            // What of a segment could not be read is not tried again.
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
