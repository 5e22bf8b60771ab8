using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.History;

/// <summary>The visits of a shop by hour and weekday, with growth, and with better and worse days.</summary>
/// <param name="from">The first moment of the history.</param>
/// <param name="to">The moment at which it ends.</param>
sealed class DayCurve(DateTimeOffset from, DateTimeOffset to, int seed)
{
    /// <summary>The last day has so many times the visits of the first.</summary>
    public const double Growth = 1.6;

    // UTC hours of visitors who are mostly in Europe: quiet at night, busiest in the evening.
    static readonly double[] _hours = [12, 8, 6, 5, 6, 10, 20, 34, 46, 54, 60, 64, 68, 64, 60, 60, 64, 74, 88, 100, 96, 78, 48, 24];

    // Sunday first, as DayOfWeek has it: people shop at the weekend's end, and least on Friday.
    static readonly double[] _weekdays = [1.2, 1.1, 1, 1, 0.98, 0.85, 0.92];

    /// <summary>Returns the weight of the hour that begins at a time; the last hour is shorter.</summary>
    public double Of(DateTimeOffset hour)
    {
        var elapsed = (hour - from) / (to - from);
        var luck = 0.9 + (0.2 * new Chance(seed, hour.UtcDateTime.Date.Ticks).Share());
        var part = Math.Min(1, (to - hour) / TimeSpan.FromHours(1));
        return _hours[hour.Hour] * _weekdays[(int)hour.DayOfWeek] * (1 + ((Growth - 1) * elapsed)) * luck * part;
    }
}
