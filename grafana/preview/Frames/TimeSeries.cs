using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Frames;

/// <summary>
/// Grafana's time_series format: text columns become labels, and each combination of labels becomes a series.
/// Three columns of which one is called <c>metric</c> give series named by that column.
/// </summary>
static class TimeSeries
{
    const string Metric = "metric";

    /// <exception cref="PanelException">There is no time column, a time is null, or the rows are not ordered by time.</exception>
    public static Frame From(Frame rows, Fill? fill, TimeWindow window)
    {
        if (rows.Rows == 0)
            return rows with { Fields = [] };
        var time = rows.Fields.FirstOrDefault(field => field is { Name: "time", Type: FieldType.Time })
            ?? throw new PanelException("time column is missing; name a column \"time\", or switch the query to the table format");
        RequireAscending(time);
        var factors = rows.Fields.Where(field => field != time && field.Type is FieldType.Text or FieldType.Flag).ToArray();
        var wide = factors.Length == 0 ? rows : Widen(rows, time, factors, fill);
        return fill is null ? wide : GapFill.Resample(wide, fill, window);
    }

    static void RequireAscending(Field time)
    {
        var last = double.NegativeInfinity;
        foreach (var value in time.Values)
        {
            if (value is not double at)
                throw new PanelException("a time is null");
            if (at < last)
                throw new PanelException("the rows are not in the order of time: add ORDER BY 1");
            last = at;
        }
    }

    static Frame Widen(Frame rows, Field time, Field[] factors, Fill? fill)
    {
        var numbers = rows.Fields.Where(field => field != time && !factors.Contains(field)).ToArray();
        List<double> times = [];
        Dictionary<(string Name, string Labels), (Field Number, int Row, List<object?> Values)> series = [];
        for (var row = 0; row < rows.Rows; row++)
        {
            var at = (double)time.Values[row]!;
            if (times.Count == 0 || times[^1] != at)
                times.Add(at);
            var labels = string.Join('\n', factors.Select(factor => $"{factor.Name}={factor.Values[row]}"));
            foreach (var number in numbers)
            {
                if (!series.TryGetValue((number.Name, labels), out var one))
                    series.Add((number.Name, labels), one = (number, row, []));
                GapFill.ExtendTo(one.Values, times.Count - 1, fill);
                if (one.Values.Count < times.Count)
                    one.Values.Add(number.Values[row]);
                else
                    one.Values[^1] = number.Values[row];
            }
        }
        foreach (var (_, _, values) in series.Values)
            GapFill.ExtendTo(values, times.Count, fill);
        var bare = rows.Fields.Count == 3 && factors is [{ Name: Metric }];
        var fields = series
            .OrderBy(one => one.Key.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Labels, StringComparer.Ordinal)
            .Select(one => Named(one.Value.Number, factors, one.Value.Row, one.Value.Values, bare));
        return rows with { Fields = [new Field("Time", FieldType.Time, Field.NoLabels, [.. times.Cast<object?>()]), .. fields] };
    }

    static Field Named(Field number, Field[] factors, int row, List<object?> values, bool bare) =>
        bare
            ? new Field(factors[0].Values[row]?.ToString() ?? "", FieldType.Number, Field.NoLabels, values)
            : new Field(
                number.Name,
                FieldType.Number,
                factors.ToDictionary(factor => factor.Name, factor => factor.Values[row]?.ToString() ?? ""),
                values
            );
}
