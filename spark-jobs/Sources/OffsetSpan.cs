namespace Analytics.SparkJobs.Sources;

/// <summary>The Kafka offsets [Start, End) of one partition.</summary>
readonly record struct OffsetSpan(string Topic, int Partition, long Start, long End)
{
    public long Count => End - Start;

    /// <summary>The SQL condition that a Kafka row is in the span.</summary>
    public string Condition => $"(topic = '{Topic}' AND partition = {Partition} AND offset >= {Start} AND offset < {End})";

    // No property: a record's text has the values of all properties.
    public (OffsetSpan First, OffsetSpan Second) Halved() =>
        (this with { End = Start + (Count / 2) }, this with { Start = Start + (Count / 2) });

    /// <summary>
    /// Divides spans into slices of equal numbers of offsets: a slice has parts of several partitions where they are small, and a partition
    /// is in several slices where it is large.
    /// </summary>
    /// <param name="spans">The spans, none of them empty.</param>
    /// <param name="count">The number of slices, at most that of the offsets.</param>
    public static IReadOnlyList<IReadOnlyList<OffsetSpan>> Slices(IReadOnlyList<OffsetSpan> spans, int count)
    {
        var total = spans.Sum(span => span.Count);
        return [.. Enumerable.Range(0, count).Select(slice => Part(spans, total * slice / count, total * (slice + 1) / count))];
    }

    /// <summary>Returns the offsets between two places, counted over all spans in turn.</summary>
    static List<OffsetSpan> Part(IReadOnlyList<OffsetSpan> spans, long from, long to)
    {
        var part = new List<OffsetSpan>();
        var before = 0L;
        foreach (var span in spans)
        {
            var (start, end) = (Math.Max(from - before, 0), Math.Min(to - before, span.Count));
            if (start < end)
                part.Add(span with { Start = span.Start + start, End = span.Start + end });

            before += span.Count;
        }

        return part;
    }
}
