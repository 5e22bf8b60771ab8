using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Frames;

/// <summary>Gives a series a value in every bucket, by the third argument of <c>$__timeGroup</c>.</summary>
static class GapFill
{
    /// <summary>Fills the values that a series lacks before a row because only other series have rows there.</summary>
    public static void ExtendTo(List<object?> values, int count, Fill? fill)
    {
        while (values.Count < count)
            values.Add(ValueAfter(values.Count == 0 ? null : values[^1], fill));
    }

    /// <summary>Returns one row per bucket over the whole window, its end included; the last of several rows in a bucket counts.</summary>
    /// <exception cref="PanelException">The bucket is below a second, where Grafana divides by zero whole seconds.</exception>
    public static Frame Resample(Frame frame, Fill fill, TimeWindow window)
    {
        var seconds = (long)fill.Interval.TotalSeconds;
        if (seconds < 1)
            throw new PanelException("runtime error: integer divide by zero (a fill needs an interval of whole seconds)");
        var start = window.From.ToUnixTimeSeconds() / seconds * seconds * 1000d;
        var step = fill.Interval.TotalMilliseconds;
        var end = window.To.ToUnixTimeMilliseconds();
        if ((end - start) / step > FrameReader.RowLimit)
            return frame with { Notices = [.. frame.Notices, "Fill skipped: more points than the row limit."] };
        var time = frame.Fields.First(field => field.Type == FieldType.Time);
        var (times, lastRowUpTo) = Buckets(time, start, step, end);
        return frame with
        {
            Fields = [.. frame.Fields.Select(field => field == time ? field with { Values = times } : Filled(field, lastRowUpTo, fill))],
        };
    }

    // The last row of each bucket, or -1.
    static (List<object?> Times, List<int> LastRows) Buckets(Field time, double start, double step, double end)
    {
        List<object?> times = [];
        List<int> lastRows = [];
        var next = 0;
        for (var at = start; at <= end; at += step)
        {
            var last = -1;
            while (next < time.Values.Count && (double)time.Values[next]! <= at)
                last = next++;
            times.Add(at);
            lastRows.Add(last);
        }
        return (times, lastRows);
    }

    static Field Filled(Field field, List<int> lastRows, Fill fill)
    {
        List<object?> values = new(lastRows.Count);
        foreach (var row in lastRows)
            values.Add(row >= 0 ? field.Values[row] : ValueAfter(values.Count == 0 ? null : values[^1], fill));
        return field with { Values = values };
    }

    static object? ValueAfter(object? previous, Fill? fill) =>
        fill?.Mode switch
        {
            FillMode.Value => fill.Value,
            FillMode.Previous => previous,
            _ => null,
        };
}
