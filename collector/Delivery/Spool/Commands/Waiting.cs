using System.Text;
using System.Text.RegularExpressions;

namespace Analytics.Collector.Delivery.Spool.Commands;

/// <summary>Counts a person's events that Kafka has not acknowledged, in the segments of a spool that a collector may be using.</summary>
sealed class Waiting
{
    readonly ISpoolDisk _disk;
    readonly Regex _person;
    readonly long _first;

    public Waiting(ISpoolDisk disk, Regex person)
    {
        (_disk, _person) = (disk, person);
        using var progress = new SpoolProgress(disk);
        _first = progress.Next;
    }

    /// <summary>Returns the number of events in one segment; none where the collector has deleted it meanwhile.</summary>
    public int Count(string segment)
    {
        try
        {
            using var file = _disk.Open(segment);
            return Count(file);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    int Count(ISpoolFile file)
    {
        var reader = new SegmentReader(file, SpoolSegment.HasHeader(file) ? SpoolSegment.HeaderSize : 0);
        var found = 0;
        while (reader.TryRead(file.Length, out var record))
        {
            if (record.Sequence >= _first && _person.IsMatch(Encoding.Latin1.GetString(record.Value)))
                found++;
        }

        return found;
    }
}
