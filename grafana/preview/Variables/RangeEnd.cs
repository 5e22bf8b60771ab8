using System.Globalization;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Variables;

/// <summary>
/// Writes <c>${__from}</c> and <c>${__to}</c> as Grafana does: milliseconds by default, <c>:date</c> and <c>:date:iso</c> ISO 8601,
/// <c>:date:seconds</c> seconds, <c>:date:YYYY-MM</c> by Moment's tokens. Times are UTC, as in the warehouse.
/// </summary>
static partial class RangeEnd
{
    /// <exception cref="MacroException">The format is unknown.</exception>
    public static string Format(DateTimeOffset at, string format) =>
        format switch
        {
            "" or "date:ms" => Number(at.ToUnixTimeMilliseconds()),
            "date:seconds" => Number(at.ToUnixTimeSeconds()),
            "date" or "date:iso" => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            _ when format.StartsWith("date:", StringComparison.Ordinal) => ByTokens(at.UtcDateTime, format["date:".Length..]),
            _ => throw new MacroException($"unknown format of a time \"{format}\""),
        };

    static string ByTokens(DateTime at, string format) =>
        Token()
            .Replace(format, token => token.Groups["literal"] is { Success: true } literal ? literal.Value
                : DotNet(token.Value) is { } known ? at.ToString(known, CultureInfo.InvariantCulture)
                : throw new MacroException($"unknown part of a time \"{token.Value}\""));

    /// <summary>Returns the format of one of Moment's tokens; null for those that this page does not know.</summary>
    static string? DotNet(string token) =>
        token switch
        {
            "YYYY" => "yyyy",
            "YY" => "yy",
            "MMMM" or "MMM" or "MM" or "HH" or "hh" or "mm" or "ss" => token,
            "DD" => "dd",
            "dddd" or "ddd" => token,
            // The percent sign makes one letter a custom format.
            "M" or "H" or "h" or "m" or "s" => $"%{token}",
            "D" => "%d",
            "SSS" => "fff",
            "A" => "tt",
            _ => null,
        };

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Matches a text in brackets, which is kept, or a run of one letter.</summary>
    [GeneratedRegex(@"\[(?<literal>[^\]]*)\]|([A-Za-z])\1*")]
    private static partial Regex Token();
}
