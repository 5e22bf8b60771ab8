using System.Globalization;

namespace Analytics.Hosting;

/// <summary>Durations in text form: a number with s, m, h or d, such as <c>30s</c>, <c>2m</c>, <c>1.5h</c>, <c>90d</c>.</summary>
public static class Duration
{
    /// <summary>The longest duration that is accepted: ten years.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(3650);

    /// <returns>Null when the text is not a duration, or longer than <see cref="Longest"/>.</returns>
    public static TimeSpan? Parse(string text)
    {
        double? unit =
            text.Length == 0
                ? null
                : text[^1] switch
                {
                    's' => 1,
                    'm' => 60,
                    'h' => 3600,
                    'd' => 86400,
                    _ => null,
                };
        return
            unit is { } seconds
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * seconds <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(number * seconds)
            : null;
    }

    /// <summary>Returns the shortest text that <see cref="Parse"/> reads as this duration: <c>2m</c>, not <c>120s</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var (unit, length) =
            duration == TimeSpan.Zero ? ("s", 1d)
            : Divides(86400) ? ("d", 86400)
            : Divides(3600) ? ("h", 3600)
            : Divides(60) ? ("m", 60)
            : ("s", 1d);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds / length:0.###}{unit}");

        bool Divides(int seconds) => duration.Ticks % (seconds * TimeSpan.TicksPerSecond) == 0;
    }
}
