using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// The spool on the disk: events are appended in groups, read in order from a place that moves on, and deleted a segment at a time.
/// One thread appends, one reads and advances; nothing else is asked of them.
/// </summary>
sealed class SpoolLog : IDisposable
{
    readonly SpoolProgress _progress;
    readonly TimeProvider _clock;
    readonly long _segmentBytes;
    readonly Lock _writing = new();
    readonly SpoolSegments _segments;
    readonly SpoolAges _ages;
    SpoolSegment? _active;
    byte[] _group = [];
    long _next;
    long _end;
    long _drained;

    /// <param name="segments">What an earlier run left, oldest first; sealed.</param>
    /// <param name="times">When some of it was spooled, oldest first.</param>
    /// <param name="next">The sequence of the next event.</param>
    public SpoolLog(
        ISpoolDisk disk,
        SpoolProgress progress,
        List<SpoolSegment> segments,
        IEnumerable<(long Sequence, DateTimeOffset At)> times,
        long next,
        long segmentBytes,
        TimeProvider clock
    )
    {
        (_progress, _next, _segmentBytes, _clock) = (progress, next, segmentBytes, clock);
        (_segments, _ages) = (new SpoolSegments(disk, segments), new SpoolAges(times, () => IsDrained, clock));
        _end = next;
        _drained = segments.Count == 0 ? next : progress.Next;
    }

    /// <summary>The sequence that the next event gets.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>One more than the last safe sequence.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Everything before it is in Kafka.</summary>
    public long Drained => Volatile.Read(ref _drained);

    public bool IsDrained => Drained >= End;

    public long Bytes => _segments.Bytes;

    /// <summary>About how long the oldest event that is not in Kafka has stood here; none when there is none.</summary>
    public TimeSpan OldestAge => _ages.Oldest;

    /// <summary>What a full disk, a broken one or a missing right throws.</summary>
    public static bool IsRefusal(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>
    /// Returns when all of them are safe. When it throws, none of them counts as stored, and none stands where it would be read.
    /// </summary>
    public void Append(IReadOnlyList<OutgoingEvent> events)
    {
        lock (_writing)
        {
            var first = _next;
            var bytes = Compose(events, first);

            // A number is used once, even when the disk refuses what bears it: it may stand there all the same.
            Volatile.Write(ref _next, first + events.Count);
            try
            {
                Room(first, bytes).Append(_group.AsSpan(0, bytes), first + events.Count - 1);
                Volatile.Write(ref _end, first + events.Count);
                _ages.Note(first);
            }
            catch (Exception refused) when (IsRefusal(refused))
            {
                Abandon();
                throw;
            }
        }
    }

    /// <summary>Returns when the disk could take an append; throws when it can't.</summary>
    public void Probe()
    {
        lock (_writing)
            _active ??= _segments.Create(_next, _segmentBytes);
    }

    /// <summary>The first segment that holds a safe event from this sequence on; null when there is none yet.</summary>
    public SpoolSegment? SegmentFrom(long sequence) => _segments.From(sequence);

    /// <summary>Everything before this sequence is in Kafka: first that is made safe, then segments that hold nothing else go.</summary>
    /// <exception cref="IOException">Progress could not be recorded; what was finished is gone all the same, and nothing is lost by
    /// that.</exception>
    public void Advance(long next)
    {
        Volatile.Write(ref _drained, next);
        _ages.Forget(next);
        try
        {
            _progress.Save(next);
        }
        finally
        {
            // Also when the disk is too full to record anything: an opening begins with the first segment that is there.
            _segments.Drop(segment => segment.IsSealed && segment.Last < next);
        }
    }

    /// <summary>Deletes what is left once everything is in Kafka.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            if (!IsDrained)
                return;

            _active?.Seal();
            _active = null;
            _segments.Drop(segment => segment.Last < _end);
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _active?.Seal();
            _active = null;
            _segments.Dispose();
            _progress.Dispose();
        }
    }

    int Compose(IReadOnlyList<OutgoingEvent> events, long first)
    {
        var size = 0;
        for (var i = 0; i < events.Count; i++)
            size += SpoolRecord.SizeOf(events[i]);

        if (_group.Length < size)
            _group = new byte[Math.Max(size, 256 * 1024)];

        var now = _clock.GetUtcNow();
        for (int i = 0, at = 0; i < events.Count; i++)
            at += SpoolRecord.Write(_group.AsSpan(at), first + i, now, events[i]);

        return size;
    }

    SpoolSegment Room(long first, int bytes)
    {
        if (_active is { } active && active.Length + bytes <= active.File.Length)
            return active;

        _active?.Seal();
        _active = null;
        return _active = _segments.Create(first, Math.Max(_segmentBytes, SpoolSegment.HeaderSize + bytes));
    }

    /// <summary>
    /// What a failed flush leaves of a file is not known: it is cut back to what was safe before, and not written to again.
    /// </summary>
    void Abandon()
    {
        _active?.Seal();
        _active = null;
        _segments.Drop(segment => segment.Length == SpoolSegment.HeaderSize);
    }
}
