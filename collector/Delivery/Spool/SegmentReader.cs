namespace Analytics.Collector.Delivery.Spool;

/// <summary>Bytes of a segment that are no record.</summary>
/// <param name="IsBlank">Nothing but zeros: room that was never written.</param>
/// <param name="IsTail">No good record follows.</param>
readonly record struct Damage(long From, long To, bool IsBlank, bool IsTail);

/// <summary>Reads a segment's records in order, and finds the next good one behind a damaged place.</summary>
sealed class SegmentReader(ISpoolFile file, long at)
{
    const int Chunk = 256 * 1024;
    byte[] _buffer = [];
    int _start;
    int _filled;

    /// <summary>The place in the file of the next byte to read.</summary>
    public long At { get; private set; } = at;

    public List<Damage> Damages { get; } = [];

    /// <param name="end">Where the file ends, or what of it is safe; it may have grown since the last call.</param>
    /// <param name="record">Stands in the reader's buffer: use it before the next call.</param>
    public bool TryRead(long end, out RecordView record)
    {
        while (At < end)
        {
            if (TryTake(end, out record))
                return true;

            Skip(end);
        }

        record = default;
        return false;
    }

    bool TryTake(long end, out RecordView record)
    {
        Fill(SpoolRecord.HeaderSize, end);
        if (!SpoolRecord.TryRead(Filled, out record, out var size) && size > Filled.Length && size <= end - At)
        {
            Fill(size, end);
            SpoolRecord.TryRead(Filled, out record, out size);
        }

        if (record.IsNone)
            return false;

        Move(size);
        return true;
    }

    /// <summary>Moves from a place that is no record to the next that is one, or to the end.</summary>
    void Skip(long end)
    {
        var from = At;
        var isBlank = true;
        while (At < end)
        {
            // The marker under the reader is the damaged record's own, or that of the last false trail.
            isBlank &= Filled[0] == 0;
            Move(1);
            Fill((int)Math.Min(Chunk, end - At), end);
            var next = Filled.IndexOf(SpoolRecord.Marker);
            var skipped = next >= 0 ? next : Math.Max(0, Filled.Length - SpoolRecord.Marker.Length + 1);
            if (next < 0 && At + Filled.Length >= end)
                skipped = Filled.Length;

            isBlank &= Filled[..skipped].IndexOfAnyExcept((byte)0) < 0;
            Move(skipped);
            if (next >= 0 && IsGood(end))
            {
                Damages.Add(new Damage(from, At, isBlank, IsTail: false));
                return;
            }

            if (Filled.IsEmpty && At < end)
                Fill(1, end);
            if (Filled.IsEmpty)
                break;
        }

        // A file that is shorter than was believed ends here too.
        At = end;
        (_start, _filled) = (0, 0);
        Damages.Add(new Damage(from, end, isBlank, IsTail: true));
    }

    bool IsGood(long end)
    {
        Fill(SpoolRecord.HeaderSize, end);
        if (SpoolRecord.TryRead(Filled, out _, out var size))
            return true;

        if (size <= Filled.Length || size > end - At)
            return false;

        Fill(size, end);
        return SpoolRecord.TryRead(Filled, out _, out _);
    }

    ReadOnlySpan<byte> Filled => _buffer.AsSpan(_start, _filled - _start);

    void Move(int bytes)
    {
        _start += bytes;
        At += bytes;
    }

    /// <summary>Has that many bytes in the buffer, where the file has them.</summary>
    void Fill(int bytes, long end)
    {
        if (_filled - _start >= bytes)
            return;

        var kept = Filled;
        if (bytes > _buffer.Length)
        {
            var larger = new byte[Math.Max(bytes, (int)Math.Min(Chunk, end - At))];
            kept.CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            kept.CopyTo(_buffer);
        }

        (_start, _filled) = (0, kept.Length);
        var room = (int)Math.Min(_buffer.Length - _filled, end - At - _filled);
        if (room > 0)
            _filled += file.Read(_buffer.AsSpan(_filled, room), At + _filled);
    }
}
