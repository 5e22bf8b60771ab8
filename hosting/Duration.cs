using System.Globalization;

namespace Analytics.Hosting;

/// <summary>Durations in text form: a number with ms, s, m, h or d, such as <c>100ms</c>, <c>30s</c>, <c>1.5h</c>, <c>90d</c>.</summary>
public static class Duration
{
    // "ms" is first, because it ends with another unit.
    static readonly (string Name, long Ticks)[] _units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>The longest duration that is accepted: ten years.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(3650);

    /// <returns>Null when the text is not a duration, or longer than <see cref="Longest"/>.</returns>
    public static TimeSpan? Parse(string text)
    {
        var (name, ticks) = _units.FirstOrDefault(unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        return
            name is not null
            && double.TryParse(text[..^name.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * ticks <= Longest.Ticks
            ? TimeSpan.FromTicks((long)Math.Round(number * ticks))
            : null;
    }

    /// <summary>Returns the shortest text that <see cref="Parse"/> reads as this duration: <c>2m</c>, not <c>120s</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var (name, ticks) =
            duration > TimeSpan.Zero && duration < TimeSpan.FromSeconds(1) ? _units[0]
            : duration == TimeSpan.Zero ? _units[1]
            : _units[2..].LastOrDefault(unit => duration.Ticks % unit.Ticks == 0, _units[1]);
        return string.Create(CultureInfo.InvariantCulture, $"{(double)duration.Ticks / ticks:0.###}{name}");
    }
}
