using System.Globalization;
using System.Text;

namespace BatchJobs.Tests.Grafana;

/// <summary>A line of InfluxDB's line protocol, read strictly: whatever a tolerant parser would guess is refused.</summary>
sealed record InfluxLine(
    string Name,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyDictionary<string, double> Fields,
    DateTimeOffset At
)
{
    // The times are from 2001 to 2100 in nanoseconds: milliseconds or microseconds are outside.
    const long Earliest = 1_000_000_000_000_000_000;
    const long Latest = 4_102_444_800_000_000_000;

    /// <exception cref="FormatException">The line is wrong; the message says where.</exception>
    public static InfluxLine Parse(string line)
    {
        var at = 0;
        var name = Token(line, ref at, ", ");
        var tags = new Dictionary<string, string>();
        while (at < line.Length && line[at] == ',')
        {
            at++;
            var key = Token(line, ref at, "=");
            at++;
            tags.Add(key, Token(line, ref at, ", "));
        }

        var fields = new Dictionary<string, double>();
        do
        {
            at++;
            var key = Token(line, ref at, "=");
            at++;
            fields.Add(key, Number(Token(line, ref at, ", ")));
        } while (at < line.Length && line[at] == ',');

        at++;
        return new(name, tags, fields, Time(at < line.Length ? line[at..] : ""));
    }

    // Reads up to an unescaped character of the ends; a character that needs an escape must have one.
    static string Token(string line, ref int at, string ends)
    {
        var token = new StringBuilder();
        for (; at < line.Length && !ends.Contains(line[at]); at++)
        {
            if (line[at] == '\\')
            {
                at++;
                if (at == line.Length || line[at] is not (',' or '=' or ' '))
                    throw new FormatException($"A backslash at {at} escapes nothing.");
            }
            else if (line[at] is ',' or '=' or ' ' or '"' or '\r')
            {
                throw new FormatException($"'{line[at]}' at {at} is not escaped.");
            }

            token.Append(line[at]);
        }

        return token.Length > 0 && at < line.Length ? token.ToString() : throw new FormatException($"Something is missing at {at}.");
    }

    static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"'{text}' is no float.");

    static DateTimeOffset Time(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds) && nanoseconds is > Earliest and < Latest
            ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100)
            : throw new FormatException($"'{text}' is no time in nanoseconds.");
}
