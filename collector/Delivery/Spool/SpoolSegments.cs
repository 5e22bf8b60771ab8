namespace Analytics.Collector.Delivery.Spool;

/// <summary>The spool's segments, oldest first: one thread adds, another finds and drops.</summary>
/// <param name="segments">The sealed segments of an earlier run.</param>
sealed class SpoolSegments(ISpoolDisk disk, List<SpoolSegment> segments) : IDisposable
{
    readonly Lock _lock = new();

    public long Bytes
    {
        get
        {
            lock (_lock)
                return segments.Sum(segment => segment.Length);
        }
    }

    /// <summary>Returns the first segment that holds a safe event from this sequence on; null when there is none yet.</summary>
    public SpoolSegment? From(long sequence)
    {
        lock (_lock)
            return segments.Find(segment => segment.Last >= sequence);
    }

    public SpoolSegment Create(long first, long bytes)
    {
        try
        {
            var segment = SpoolSegment.Create(disk, first, bytes);
            lock (_lock)
                segments.Add(segment);

            return segment;
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            TryDelete(SpoolSegment.NameOf(first));
            throw;
        }
    }

    /// <summary>Closes and deletes the files of the matching segments.</summary>
    public void Drop(Predicate<SpoolSegment> isDone)
    {
        List<SpoolSegment> done;
        lock (_lock)
        {
            done = segments.FindAll(isDone);
            segments.RemoveAll(isDone);
        }

        foreach (var segment in done)
        {
            segment.Dispose();
            if (segment.IsKept)
                TrySetAside(segment.Name);
            else
                TryDelete(segment.Name);
        }
    }

    public void Dispose()
    {
        segments.ForEach(segment => segment.Dispose());
        segments.Clear();
    }

    void TrySetAside(string name)
    {
        try
        {
            disk.Move(name, SpoolSegment.AsideNameOf(name));
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            // Its name tells the next opening to set it aside.
        }
    }

    void TryDelete(string name)
    {
        try
        {
            disk.Delete(name);
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            // The next opening finds no event in it that is missing in Kafka, and deletes it.
        }
    }
}
