using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.DashboardPreview.Macros;

/// <summary>
/// Turns a panel's SQL into exactly the text that Grafana's PostgreSQL data source sends, its oddities included,
/// so that a dashboard that works here works in Grafana.
/// </summary>
static partial class MacroExpander
{
    const long NanosecondsPerTick = 100;

    /// <summary>The data source's macros that take brackets.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "__time",
        "__timeEpoch",
        "__timeFilter",
        "__timeFrom",
        "__timeTo",
        "__timeGroup",
        "__timeGroupAlias",
        "__unixEpochFilter",
        "__unixEpochFrom",
        "__unixEpochTo",
        "__unixEpochNanoFilter",
        "__unixEpochNanoFrom",
        "__unixEpochNanoTo",
        "__unixEpochGroup",
        "__unixEpochGroupAlias",
    };

    /// <exception cref="MacroException">An unknown macro, a missing argument, an interval or fill that cannot be read.</exception>
    public static ExpandedSql Expand(string sql, TimeWindow window)
    {
        var (body, trailer) = SqlComments.SplitTrailer(sql);
        body = body.Replace("$__interval_ms", Whole(window.Interval.TotalMilliseconds), StringComparison.Ordinal)
            .Replace("$__interval", IntervalText.Format(window.Interval), StringComparison.Ordinal)
            .Replace("$__unixEpochFrom()", Whole(window.From.ToUnixTimeSeconds()), StringComparison.Ordinal)
            .Replace("$__unixEpochTo()", Whole(window.To.ToUnixTimeSeconds()), StringComparison.Ordinal);
        body = SqlComments.Remove(body);
        Fill? fill = null;
        var expanded = MacroCall().Replace(body, call => Evaluate(NameOf(call, body), Arguments(call), window, ref fill));
        return new ExpandedSql(expanded + trailer, fill);
    }

    // A comma right after the call means the old syntax, which names the column too. Grafana looks after the first
    // occurrence of the same text, not after this one.
    static string NameOf(Match call, string sql)
    {
        var name = call.Groups[1].Value;
        var after = sql.IndexOf(call.Value, StringComparison.Ordinal) + call.Length;
        return name == "__timeGroup" && after < sql.Length && sql[after] == ',' ? "__timeGroupAlias" : name;
    }

    static string[] Arguments(Match call) => [.. call.Groups[2].Value.Split(',').Select(argument => argument.Trim(' '))];

    static string Evaluate(string name, string[] arguments, TimeWindow window, ref Fill? fill) =>
        name switch
        {
            "__time" => $"{arguments[0]} AS \"time\"",
            "__timeEpoch" => $"extract(epoch from {arguments[0]}) as \"time\"",
            "__timeFilter" => $"{arguments[0]} BETWEEN '{Instant(window.From)}' AND '{Instant(window.To)}'",
            "__timeFrom" => $"'{Instant(window.From)}'",
            "__timeTo" => $"'{Instant(window.To)}'",
            "__timeGroup" => Group(name, "extract(epoch from {0})", arguments, window, ref fill),
            "__timeGroupAlias" => Group(name, "extract(epoch from {0})", arguments, window, ref fill) + " AS \"time\"",
            "__unixEpochFilter" =>
                $"{arguments[0]} >= {window.From.ToUnixTimeSeconds()} AND {arguments[0]} <= {window.To.ToUnixTimeSeconds()}",
            "__unixEpochNanoFilter" => $"{arguments[0]} >= {Nanoseconds(window.From)} AND {arguments[0]} <= {Nanoseconds(window.To)}",
            "__unixEpochNanoFrom" => Whole(Nanoseconds(window.From)),
            "__unixEpochNanoTo" => Whole(Nanoseconds(window.To)),
            "__unixEpochGroup" => Group(name, "({0})", arguments, window, ref fill),
            "__unixEpochGroupAlias" => Group(name, "({0})", arguments, window, ref fill) + " AS \"time\"",
            _ => throw new MacroException($"unknown macro \"{name}\""),
        };

    static string Group(string name, string seconds, string[] arguments, TimeWindow window, ref Fill? fill)
    {
        if (arguments.Length < 2)
            throw new MacroException($"macro {name} needs time column and interval and optional fill value");
        var interval = IntervalText.Parse(arguments[1].Trim('\''), window.To);
        if (arguments.Length == 3)
            fill = FillOf(arguments[2], interval);
        var step = IntervalText.GoSeconds(interval);
        return $"floor({string.Format(CultureInfo.InvariantCulture, seconds, arguments[0])}/{step})*{step}";
    }

    static Fill FillOf(string text, TimeSpan interval) =>
        text switch
        {
            "NULL" => new Fill(FillMode.Null, interval),
            "previous" => new Fill(FillMode.Previous, interval),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => new Fill(
                FillMode.Value,
                interval,
                value
            ),
            _ => throw new MacroException($"error parsing fill value {text}"),
        };

    /// <summary>Formats a time as Go's RFC3339Nano: UTC, no trailing zeros.</summary>
    static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    static long Nanoseconds(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;

    static string Whole(double number) => ((long)number).ToString(CultureInfo.InvariantCulture);

    static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$([_a-zA-Z0-9]+)\(([^\)]*)\)")]
    private static partial Regex MacroCall();
}
