using System.Text;
using System.Text.RegularExpressions;

namespace Analytics.Collector.Delivery.Spool.Commands;

/// <summary>
/// Overwrites the events of one person in the files that the spool keeps aside. A file keeps its length, since a collector that runs may be
/// appending to it. Bytes are read as Latin-1, so that a place in the text is a place in the file.
/// </summary>
/// <param name="disk">The spool's folder.</param>
/// <param name="person">Finds the person's ids, as <see cref="Contracts.PersonPattern"/> says.</param>
/// <param name="isFinal">False to count only.</param>
sealed class SpoolErasure(ISpoolDisk disk, Regex person, bool isFinal)
{
    public SpoolReceipt Run()
    {
        var names = disk.Files();
        var refused = names.Contains(RefusedEvents.Name) ? Refused() : 0;
        var corrupt = names.Where(SpoolSegment.IsAside).Sum(Corrupt);
        var waiting = names.Where(SpoolSegment.IsName).Sum(new Waiting(disk, person).Count);
        return new(
            refused,
            corrupt,
            waiting,
            isFinal ? refused + corrupt : 0,
            "Waiting events go to Kafka and to the lake when Kafka takes them, and the spool then deletes their file. Run erase "
                + "again after that."
        );
    }

    /// <summary>Replaces lines by blanks, which readers of JSON lines skip.</summary>
    int Refused()
    {
        using var file = disk.Open(RefusedEvents.Name);
        var found = 0;
        foreach (var (from, line) in FileLines.Of(file))
        {
            if (person.IsMatch(line))
                found += Overwrite(file, from, line.Length, (byte)' ');
        }

        Flush(file);
        return found;
    }

    /// <summary>Replaces each range from one record's marker to the next by zeros.</summary>
    int Corrupt(string name)
    {
        using var file = disk.Open(name);
        var bytes = new byte[file.Length];
        bytes = bytes[..file.Read(bytes, 0)];
        var text = Encoding.Latin1.GetString(bytes);
        var (found, done) = (0, 0);
        for (var match = person.Match(text); match.Success; match = person.Match(text, done))
        {
            var from = Math.Max(done, bytes.AsSpan(0, match.Index).LastIndexOf(SpoolRecord.Marker));
            var next = bytes.AsSpan(match.Index + match.Length).IndexOf(SpoolRecord.Marker);
            done = next < 0 ? bytes.Length : match.Index + match.Length + next;
            found += Overwrite(file, from, done - from, 0);
        }

        Flush(file);
        return found;
    }

    int Overwrite(ISpoolFile file, long from, int length, byte by)
    {
        if (isFinal)
        {
            var blank = new byte[length];
            blank.AsSpan().Fill(by);
            file.Write(blank, from);
        }

        return 1;
    }

    void Flush(ISpoolFile file)
    {
        if (isFinal)
            file.Flush();
    }
}
