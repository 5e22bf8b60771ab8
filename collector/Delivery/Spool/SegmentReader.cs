namespace Analytics.Collector.Delivery.Spool;

/// <summary>A range of a segment's bytes that is not a record.</summary>
/// <param name="IsBlank">True when all bytes are zeros: the room was never written.</param>
/// <param name="IsTail">True when no good record follows.</param>
readonly record struct Damage(long From, long To, bool IsBlank, bool IsTail);

/// <summary>Reads a segment's records in order, and finds the next good one after a damaged range.</summary>
sealed class SegmentReader(ISpoolFile file, long at)
{
    const int Chunk = 256 * 1024;
    byte[] _buffer = [];
    int _start;
    int _filled;

    /// <summary>The offset in the file of the next byte to read.</summary>
    public long At { get; private set; } = at;

    public List<Damage> Damages { get; } = [];

    /// <param name="end">The end of the file or of its safe part; it may have grown since the last call.</param>
    /// <param name="record">A view of the reader's buffer, valid until the next call.</param>
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

    /// <summary>Moves from a range that is not a record to the next record, or to the end.</summary>
    void Skip(long end)
    {
        var from = At;
        var isBlank = true;
        while (At < end)
        {
            // The marker at this offset belongs to the damaged record, or to the last false match.
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

        // A file that is shorter than expected ends here too.
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

    /// <summary>Reads as much as there is room for, or only what is needed when the disk cannot read all of it.</summary>
    int Read(int room, int needed)
    {
        try
        {
            return file.Read(_buffer.AsSpan(_filled, room), At + _filled);
        }
        catch (IOException) when (needed < room)
        {
            return file.Read(_buffer.AsSpan(_filled, needed), At + _filled);
        }
    }

    /// <summary>Fills the buffer with that many bytes, as far as the file has them.</summary>
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
            _filled += Read(room, Math.Min(room, bytes - _filled));
    }
}
