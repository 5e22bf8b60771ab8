using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Frames;

namespace Analytics.DashboardPreview.Prometheus;

/// <summary>Makes a frame of what Prometheus answers: a time field, and a number field for each series.</summary>
static partial class PrometheusFrames
{
    /// <param name="result">A matrix or a vector of the HTTP API.</param>
    /// <param name="legend">The name of a series, with <c>{{label}}</c> for the value of a label; empty for all labels.</param>
    public static Frame Of(JsonElement result, string legend)
    {
        var series = result
            .EnumerateArray()
            .Select(one => (Name: NameOf(one.GetProperty("metric"), legend), Samples: SamplesOf(one)))
            .ToArray();
        if (series.Length == 0)
            return new Frame([], []);
        var times = series.SelectMany(one => one.Samples.Keys).Distinct().Order().ToArray();
        var numbers = series
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => new Field(
                one.Name,
                FieldType.Number,
                Field.NoLabels,
                [.. times.Select(time => one.Samples.GetValueOrDefault(time) as object)]
            ));
        return new Frame([new Field("Time", FieldType.Time, Field.NoLabels, [.. times.Cast<object?>()]), .. numbers], []);
    }

    // A sample is [seconds, "text"]; NaN and infinities are no values.
    static Dictionary<double, double?> SamplesOf(JsonElement series) =>
        (series.TryGetProperty("values", out var many) ? many.EnumerateArray().ToArray() : [series.GetProperty("value")]).ToDictionary(
            sample => sample[0].GetDouble() * 1000,
            sample =>
                double.TryParse(sample[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value)
                    ? value
                    : (double?)null
        );

    static string NameOf(JsonElement labels, string legend)
    {
        if (legend.Length > 0)
        {
            return LabelInLegend()
                .Replace(legend, label => labels.TryGetProperty(label.Groups[1].Value, out var value) ? value.GetString()! : "");
        }
        var all = string.Join(", ", labels.EnumerateObject().Select(label => $"{label.Name}=\"{label.Value.GetString()}\""));
        return all.Length == 0 ? "Value" : $"{{{all}}}";
    }

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex LabelInLegend();
}
