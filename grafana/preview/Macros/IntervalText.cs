using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.DashboardPreview.Macros;

/// <summary>
/// Reads and writes intervals as Grafana's back end does: <c>90s</c>, <c>1h30m</c>, <c>2d</c>; written floored to one unit.
/// </summary>
static partial class IntervalText
{
    /// <summary>Reads days, weeks, months and years, or a Go duration.</summary>
    /// <param name="now">The start of the months and years, whose length differs.</param>
    /// <exception cref="MacroException">The text has neither form.</exception>
    public static TimeSpan Parse(string text, DateTimeOffset now)
    {
        if (CalendarUnits().Match(text) is { Success: true } calendar)
        {
            var count = int.Parse(calendar.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return calendar.Groups[2].Value switch
            {
                "d" => TimeSpan.FromDays(count),
                "w" => TimeSpan.FromDays(7 * count),
                "M" => now.AddMonths(count) - now,
                _ => now.AddYears(count) - now,
            };
        }
        if (text == "0")
            return TimeSpan.Zero;
        if (!GoDuration().IsMatch(text))
            throw new MacroException($"error parsing interval {text}");
        var seconds = 0m;
        foreach (Match part in GoDurationPart().Matches(text))
        {
            seconds +=
                decimal.Parse(part.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture)
                * UnitSeconds(part.Groups[2].Value);
        }
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) * (text.StartsWith('-') ? -1 : 1);
    }

    /// <summary>Returns the interval floored to its largest unit: 90 s is <c>1m</c>.</summary>
    public static string Format(TimeSpan interval) =>
        interval switch
        {
            { TotalDays: >= 365 } => $"{(long)(interval.TotalDays / 365)}y",
            { TotalDays: >= 1 } => $"{(long)interval.TotalDays}d",
            { TotalHours: >= 1 } => $"{(long)interval.TotalHours}h",
            { TotalMinutes: >= 1 } => $"{(long)interval.TotalMinutes}m",
            { TotalSeconds: >= 1 } => $"{(long)interval.TotalSeconds}s",
            { TotalMilliseconds: >= 1 } => $"{(long)interval.TotalMilliseconds}ms",
            _ => "1ms",
        };

    /// <summary>Returns the seconds as Go prints a float: 60, 0.1, and 2.592e+06 for thirty days.</summary>
    public static string GoSeconds(TimeSpan interval)
    {
        var seconds = interval.TotalSeconds;
        return seconds == 0 || Math.Abs(seconds) is >= 1e-4 and < 1e6
            ? seconds.ToString("0.#########", CultureInfo.InvariantCulture)
            : seconds.ToString("0.################e+00", CultureInfo.InvariantCulture);
    }

    static decimal UnitSeconds(string unit) =>
        unit switch
        {
            "h" => 3600m,
            "m" => 60m,
            "s" => 1m,
            "ms" => 0.001m,
            "us" or "µs" or "μs" => 0.000_001m,
            _ => 0.000_000_001m,
        };

    [GeneratedRegex("([0-9]+)([dwMy])")]
    private static partial Regex CalendarUnits();

    [GeneratedRegex(@"^[-+]?(([0-9]+\.?[0-9]*|\.[0-9]+)(h|m|s|ms|us|µs|μs|ns))+$")]
    private static partial Regex GoDuration();

    [GeneratedRegex(@"([0-9]+\.?[0-9]*|\.[0-9]+)(ms|us|µs|μs|ns|h|m|s)")]
    private static partial Regex GoDurationPart();
}
