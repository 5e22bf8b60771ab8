using System.Globalization;
using System.Text;

namespace Analytics.BatchJobs.Grafana;

/// <summary>
/// Writes measurements in InfluxDB's line protocol, <c>name,tag=value field=1.5 nanoseconds</c>, strictly: Grafana answers a body that it
/// can't parse with 500, which looks like a failure of Grafana.
/// </summary>
static class LineProtocol
{
    const int LongestName = 100;
    const int NanosecondsPerTick = 100;

    /// <summary>The value of a tag without a value, which the protocol does not allow.</summary>
    public const string NoValue = "(none)";

    /// <exception cref="ArgumentException">A name or a number is none that the protocol can carry.</exception>
    public static string Write(Measurement measurement)
    {
        if (measurement.Name.Length is 0 or > LongestName || !measurement.Name.All(IsOfAChannel))
            throw new ArgumentException($"'{measurement.Name}' can't be part of a channel's name.", nameof(measurement));

        if (measurement.Fields.Count == 0)
            throw new ArgumentException($"{measurement.Name} has no field.", nameof(measurement));

        var line = new StringBuilder(measurement.Name);
        foreach (var (tag, value) in measurement.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            line.Append(',').Append(Key(tag)).Append('=').Append(Escape(value.Length == 0 ? NoValue : value));

        var separator = ' ';
        foreach (var (field, value) in measurement.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            line.Append(separator).Append(Key(field)).Append('=').Append(Number(field, value));
            separator = ',';
        }

        return line.Append(' ').Append(Nanoseconds(measurement.At)).ToString();
    }

    /// <summary>Returns the time in the protocol's unit; a double would lose the last digits.</summary>
    public static long Nanoseconds(DateTimeOffset time) => checked((time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick);

    static string Key(string key) => key.Length > 0 ? Escape(key) : throw new ArgumentException("A tag or field has no name.", nameof(key));

    // Whole numbers without 'i': Grafana turns all into float64, and a field keeps one type.
    static string Number(string field, double value) =>
        double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : throw new ArgumentException($"{field} is no finite number.", nameof(value));

    // A backslash can't be escaped in keys and tags, and would escape what follows it; a line break would end the line.
    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is ',' or '=' or ' ')
                escaped.Append('\\').Append(c);
            else if (c == '\\')
                escaped.Append('/');
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                escaped.Append('?');
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    static bool IsOfAChannel(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
