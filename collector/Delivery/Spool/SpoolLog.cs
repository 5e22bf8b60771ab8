using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// The spool on the disk: events are appended in groups, read in order from a place that moves on, and deleted a segment at a time.
/// One thread appends, one reads and advances; nothing else is asked of them.
/// </summary>
sealed class SpoolLog : IDisposable
{
    readonly ISpoolDisk _disk;
    readonly SpoolProgress _progress;
    readonly TimeProvider _clock;
    readonly long _segmentBytes;
    readonly Lock _writing = new();
    readonly Lock _listing = new();
    readonly List<SpoolSegment> _segments;
    readonly Queue<(long Sequence, DateTimeOffset At)> _times;
    SpoolSegment? _active;
    byte[] _group = [];
    long _next;
    long _end;
    long _drained;
    DateTimeOffset _lastTime;

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
        (_disk, _progress, _segments, _times, _next, _segmentBytes, _clock) = (
            disk,
            progress,
            segments,
            new(times),
            next,
            segmentBytes,
            clock
        );
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

    public long Bytes
    {
        get
        {
            lock (_listing)
                return _segments.Sum(segment => segment.Length);
        }
    }

    /// <summary>About how long the oldest event that is not in Kafka has stood here; none when there is none.</summary>
    public TimeSpan OldestAge
    {
        get
        {
            lock (_listing)
                return !IsDrained && _times.TryPeek(out var oldest) ? _clock.GetUtcNow() - oldest.At : TimeSpan.Zero;
        }
    }

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
                Note(first);
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
            _active ??= Create(_next, _segmentBytes);
    }

    /// <summary>The first segment that holds a safe event from this sequence on; null when there is none yet.</summary>
    public SpoolSegment? SegmentFrom(long sequence)
    {
        lock (_listing)
            return _segments.Find(segment => segment.Last >= sequence);
    }

    /// <summary>Everything before this sequence is in Kafka: first that is made safe, then segments that hold nothing else go.</summary>
    /// <exception cref="IOException">Progress could not be recorded; what was finished is gone all the same, and nothing is lost by
    /// that.</exception>
    public void Advance(long next)
    {
        Volatile.Write(ref _drained, next);
        lock (_listing)
        {
            while (_times.Count > 0 && (IsDrained || (_times.Count > 1 && _times.ElementAt(1).Sequence <= next)))
                _times.Dequeue();
        }

        try
        {
            _progress.Save(next);
        }
        finally
        {
            // Also when the disk is too full to record anything: an opening begins with the first segment that is there.
            Drop(segment => segment.IsSealed && segment.Last < next);
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
            Drop(segment => segment.Last < _end);
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _active?.Seal();
            _active = null;
            _segments.ForEach(segment => segment.Dispose());
            _segments.Clear();
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

    /// <summary>A time a second is enough to tell ages by.</summary>
    void Note(long first)
    {
        var now = _clock.GetUtcNow();
        lock (_listing)
        {
            if (IsDrained || _times.Count == 0 || now - _lastTime > TimeSpan.FromSeconds(1))
            {
                _times.Enqueue((first, now));
                _lastTime = now;
            }
        }
    }

    SpoolSegment Room(long first, int bytes)
    {
        if (_active is { } active && active.Length + bytes <= active.File.Length)
            return active;

        _active?.Seal();
        _active = null;
        return _active = Create(first, Math.Max(_segmentBytes, SpoolSegment.HeaderSize + bytes));
    }

    SpoolSegment Create(long first, long bytes)
    {
        try
        {
            var segment = SpoolSegment.Create(_disk, first, bytes);
            lock (_listing)
                _segments.Add(segment);

            return segment;
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            TryDelete(SpoolSegment.NameOf(first));
            throw;
        }
    }

    /// <summary>
    /// What a failed flush leaves of a file is not known: it is cut back to what was safe before, and not written to again.
    /// </summary>
    void Abandon()
    {
        _active?.Seal();
        _active = null;
        Drop(segment => segment.Length == SpoolSegment.HeaderSize);
    }

    void Drop(Predicate<SpoolSegment> isDone)
    {
        List<SpoolSegment> done;
        lock (_listing)
        {
            done = _segments.FindAll(isDone);
            _segments.RemoveAll(isDone);
        }

        foreach (var segment in done)
        {
            segment.Dispose();
            TryDelete(segment.Name);
        }
    }

    void TryDelete(string name)
    {
        try
        {
            _disk.Delete(name);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            // The next opening finds nothing in it that is not in Kafka, and deletes it.
        }
    }
}
