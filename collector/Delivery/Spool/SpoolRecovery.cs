namespace Analytics.Collector.Delivery.Spool;

/// <summary>Visits each event that an earlier run left in the spool.</summary>
delegate void SpoolVisitor(RecordView record);

/// <summary>
/// Opens a spool after any end of its last run: takes every good record that is not known to be in Kafka, cuts a torn end, and sets damaged
/// bytes aside. An interrupted recovery can be repeated.
/// </summary>
sealed partial class SpoolRecovery(ISpoolDisk disk, long segmentBytes, TimeProvider clock, ILogger<SpoolLog> log)
{
    const string Aside = ".corrupt";

    /// <summary>True for the name of a file with damaged bytes.</summary>
    public static bool IsAside(string name) => name.EndsWith(Aside, StringComparison.Ordinal);

    /// <summary>The number of damaged ranges; each is kept in a separate file.</summary>
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

        return new SpoolLog(disk, progress, new RecoveredSegments(segments, times, last + 1), segmentBytes, clock);
    }

    /// <param name="last">The last sequence found so far.</param>
    /// <returns>Null when every event in it is already known.</returns>
    SpoolSegment? Open(string name, bool isNewest, ref long last, ref int events, SpoolVisitor visit, List<(long, DateTimeOffset)> times)
    {
        var file = disk.Open(name);
        var isSafe = IsSafe(name, file);
        var before = events;
        var reader = new SegmentReader(file, SpoolSegment.HasHeader(file) ? SpoolSegment.HeaderSize : 0);
        var end = reader.At;
        try
        {
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
            LogUnreadable(name, reader.At, broken.Message);
            Damaged++;
        }

        foreach (var damage in reader.Damages.Where(damage => !damage.IsBlank))
            Keep(name, file, damage, isNewest);

        if (events > before)
            return Cut(name, file, end, last);

        file.Dispose();
        disk.Delete(name);
        return null;
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

    static SpoolSegment Cut(string name, ISpoolFile file, long end, long last)
    {
        var segment = new SpoolSegment(name, file, end, last, isRecovered: true);
        segment.Seal();
        return segment;
    }

    /// <summary>
    /// Sets damaged bytes aside. A torn end of the newest segment was never acknowledged and is dropped; other damage may contain
    /// acknowledged events.
    /// </summary>
    void Keep(string name, ISpoolFile file, Damage damage, bool isNewest)
    {
        if (damage.IsTail && (isNewest || damage.From < SpoolSegment.HeaderSize))
        {
            LogTruncated(name, damage.To - damage.From);
            return;
        }

        Damaged++;
        LogCorrupt(name, damage.From, damage.To, $"{name}-{damage.From:x}{Aside}");
        try
        {
            using var aside = disk.Create($"{name}-{damage.From:x}{Aside}", damage.To - damage.From);
            var bytes = new byte[Math.Min(damage.To - damage.From, 1024 * 1024)];
            for (var at = damage.From; at < damage.To; at += bytes.Length)
                aside.Write(bytes.AsSpan(0, file.Read(bytes.AsSpan(0, (int)Math.Min(bytes.Length, damage.To - at)), at)), at - damage.From);

            aside.Flush();
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            LogNotKept(name, refused.Message);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.spool.recovered: {Events} events in {Bytes} bytes that Kafka has not acknowledged"
    )]
    partial void LogRecovered(int events, long bytes);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.spool.truncated: {Name} ends with {Bytes} bytes that were never acknowledged; they are dropped"
    )]
    partial void LogTruncated(string name, long bytes);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.corrupt: {Name} is damaged from byte {From} to {To}; its events may be lost; the bytes are in {Aside}"
    )]
    partial void LogCorrupt(string name, long from, long to, string aside);

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.spool.unreadable: {Name} cannot be read from byte {At} on: {Reason}")]
    partial void LogUnreadable(string name, long at, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.corrupt: the damaged bytes of {Name} could not be kept aside: {Reason}"
    )]
    partial void LogNotKept(string name, string reason);
}
