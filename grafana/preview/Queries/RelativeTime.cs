using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.DashboardPreview.Queries;

/// <summary>Reads range ends as the time picker writes them: <c>now</c>, <c>now-5m</c>, or milliseconds since 1970.</summary>
static partial class RelativeTime
{
    /// <exception cref="FormatException">The text has none of these forms.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        if (
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < 253_402_300_800_000
        )
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        if (Relative().Match(text) is not { Success: true } match)
            throw new FormatException($"'{text}' is no time: write now, now-5m, or milliseconds since 1970.");
        if (!match.Groups["count"].Success)
            return now;
        var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        return now
            - (
                match.Groups["unit"].Value switch
                {
                    "s" => TimeSpan.FromSeconds(count),
                    "m" => TimeSpan.FromMinutes(count),
                    "h" => TimeSpan.FromHours(count),
                    _ => TimeSpan.FromDays(count),
                }
            );
    }

    [GeneratedRegex(@"^now(-(?<count>[0-9]{1,5})(?<unit>[smhd]))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Relative();
}
