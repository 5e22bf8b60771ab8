namespace Analytics.Collector.Delivery.Spool;

/// <summary>Visits each event that an earlier run left in the spool.</summary>
delegate void SpoolVisitor(RecordView record);

/// <summary>
/// Opens a spool after any end of its last run: takes every good record that is not known to be in Kafka, cuts a torn end, and sets damaged
/// bytes aside. A segment of which the disk cannot read a part is kept whole. An interrupted recovery can be repeated.
/// </summary>
sealed partial class SpoolRecovery(ISpoolDisk disk, long segmentBytes, TimeProvider clock, ILogger<SpoolLog> log)
{
    long _greatest = -1;

    /// <summary>The number of damaged ranges and unreadable segments; each is kept in a separate file.</summary>
    public int Damaged { get; private set; }

    public SpoolLog Open(SpoolVisitor visit)
    {
        SyncNames();
        var progress = new SpoolProgress(disk);
        var segments = new List<SpoolSegment>();
        var times = new List<(long, DateTimeOffset)>();
        var events = 0;
        var last = progress.Next - 1;
        string[] names = [.. disk.Files().Where(SpoolSegment.IsName)];
        foreach (var name in names)
        {
            if (Open(name, isNewest: name == names[^1], ref last, ref events, visit, times) is { } segment)
                segments.Add(segment);
        }

        if (events > 0)
            LogRecovered(events, segments.Sum(segment => segment.Length));

        return new SpoolLog(
            disk,
            progress,
            new RecoveredSegments(segments, times, last + 1, Math.Max(last, _greatest) + 1),
            segmentBytes,
            clock
        );
    }

    /// <param name="last">The last sequence found so far.</param>
    /// <returns>Null when every event in it is already known.</returns>
    SpoolSegment? Open(string name, bool isNewest, ref long last, ref int events, SpoolVisitor visit, List<(long, DateTimeOffset)> times)
    {
        var file = disk.Open(name);
        var isSafe = IsSafe(name, file);
        var before = events;
        var isKept = SpoolSegment.IsKeptName(name);
        var reader = new SegmentReader(file, 0);
        var end = 0L;
        try
        {
            reader = new SegmentReader(file, end = SpoolSegment.HasHeader(file) ? SpoolSegment.HeaderSize : 0);
            while (reader.TryRead(file.Length, out var record))
            {
                end = reader.At;
                if (record.Sequence <= last)
                    continue;

                if (events++ == before)
                    times.Add((record.Sequence, record.SpooledAt));

                last = record.Sequence;
                if (isSafe)
                    visit(record);
            }
        }
        catch (IOException broken)
        {
            LogUnreadableSegment(name, reader.At, SpoolSegment.AsideNameOf(SpoolSegment.KeptNameOf(name)), broken.Message);
            Damaged++;
            isKept = true;
        }

        foreach (var damage in reader.Damages.Where(damage => !damage.IsBlank))
            isKept |= !TryKeep(name, file, damage, isNewest);

        if (isKept)
        {
            // New events get none of the sequences that the unread part may have, because it may be read at a later start.
            _greatest = Math.Max(_greatest, Math.Max(last, SpoolSegment.FirstOf(name)) + (file.Length / SpoolRecord.HeaderSize));
            Rename(ref name, SpoolSegment.KeptNameOf(name));
        }

        if (events > before)
            return Sealed(name, file, end, last, isKept);

        file.Dispose();
        if (isKept)
            Rename(ref name, SpoolSegment.AsideNameOf(name));
        else
            disk.Delete(name);

        return null;
    }

    /// <summary>Renames a segment that is kept, before the progress of the events after it can be recorded.</summary>
    void Rename(ref string name, string newName)
    {
        if (name == newName)
            return;

        try
        {
            disk.Move(name, newName);
            name = newName;
            disk.Sync();
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            LogNotKept(name, refused.Message);
        }
    }

    /// <summary>Flushes the folder, because a killed process may have created files whose names are not flushed.</summary>
    void SyncNames()
    {
        try
        {
            disk.Sync();
        }
        catch (IOException broken)
        {
            LogUnreadable("the folder", 0, broken.Message);
        }
    }

    /// <summary>
    /// Flushes a segment that a killed process may have written but not flushed: its events are read back and their retries are answered as
    /// stored.
    /// </summary>
    bool IsSafe(string name, ISpoolFile file)
    {
        try
        {
            file.Flush();
            return true;
        }
        catch (IOException broken)
        {
            LogUnreadable(name, 0, broken.Message);
            return false;
        }
    }

    static SpoolSegment Sealed(string name, ISpoolFile file, long end, long last, bool isKept)
    {
        var segment = new SpoolSegment(name, file, end, last, isRecovered: true, isKept);
        segment.Seal();
        return segment;
    }

    /// <summary>
    /// Sets damaged bytes aside. A torn end of the newest segment was never acknowledged and is dropped; other damage may contain
    /// acknowledged events.
    /// </summary>
    /// <returns>False when the bytes are in the segment alone.</returns>
    bool TryKeep(string name, ISpoolFile file, Damage damage, bool isNewest)
    {
        if (damage.IsTail && (isNewest || damage.From < SpoolSegment.HeaderSize))
        {
            LogTruncated(name, damage.To - damage.From);
            return true;
        }

        Damaged++;
        var asideName = SpoolSegment.AsideNameOf($"{name}-{damage.From:x}");
        LogCorrupt(name, damage.From, damage.To, asideName);
        try
        {
            using var aside = disk.Create(asideName, damage.To - damage.From);
            var bytes = new byte[Math.Min(damage.To - damage.From, 1024 * 1024)];
            for (var at = damage.From; at < damage.To; at += bytes.Length)
                aside.Write(bytes.AsSpan(0, file.Read(bytes.AsSpan(0, (int)Math.Min(bytes.Length, damage.To - at)), at)), at - damage.From);

            aside.Flush();
            return true;
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            LogNotKept(name, refused.Message);
            return false;
        }
    }
}
