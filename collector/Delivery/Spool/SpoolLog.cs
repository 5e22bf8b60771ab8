using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// The spool on the disk: events are appended in groups, read in order from a position that advances, and deleted by whole segments. One
/// thread appends, one reads and advances; no others may.
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

    /// <param name="earlier">The events of an earlier run.</param>
    public SpoolLog(ISpoolDisk disk, SpoolProgress progress, RecoveredSegments earlier, long segmentBytes, TimeProvider clock)
    {
        (_progress, _next, _segmentBytes, _clock) = (progress, earlier.Next, segmentBytes, clock);
        (_segments, _ages) = (new SpoolSegments(disk, earlier.Segments), new SpoolAges(earlier.Times, () => IsDrained, clock));
        _end = earlier.Segments.Count == 0 ? _next : earlier.End;
        _drained = earlier.Segments.Count == 0 ? _next : progress.Next;
    }

    /// <summary>The sequence that the next event gets.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>One more than the last safe sequence.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>The sequence before which every event is in Kafka.</summary>
    public long Drained => Volatile.Read(ref _drained);

    public bool IsDrained => Drained >= End;

    public long Bytes => _segments.Bytes;

    /// <summary>The approximate age in the spool of the oldest event that is not in Kafka; zero when there is none.</summary>
    public TimeSpan OldestAge => _ages.Oldest;

    /// <summary>True for an exception of a full disk, a broken disk or a missing permission.</summary>
    public static bool IsRefusal(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>Returns when all of the events are durable. When it throws, none of them is stored and none is read later.</summary>
    public void Append(IReadOnlyList<OutgoingEvent> events)
    {
        lock (_writing)
        {
            var first = _next;
            var bytes = Compose(events, first);

            // A sequence is used once, even when the append fails, because its record may be on the disk.
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

    /// <summary>Returns the first segment that holds a safe event from this sequence on; null when there is none yet.</summary>
    public SpoolSegment? SegmentFrom(long sequence) => _segments.From(sequence);

    /// <summary>
    /// Records that every event before this sequence is in Kafka, and then deletes the segments that hold only such events.
    /// </summary>
    /// <exception cref="IOException">Progress could not be recorded. The finished segments are deleted nevertheless, which loses
    /// nothing.</exception>
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
            // This also runs when the disk is too full to record progress: an opening begins with the first existing segment.
            _segments.Drop(segment => segment.IsSealed && segment.Last < next);
        }
    }

    /// <summary>Deletes the remaining segments once everything is in Kafka.</summary>
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
    /// Cuts a file back to its safe part after a failed flush, and never writes to it again, because its other content is unknown.
    /// </summary>
    void Abandon()
    {
        _active?.Seal();
        _active = null;
        _segments.Drop(segment => segment.Length == SpoolSegment.HeaderSize);
    }
}
