using System.Globalization;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;

namespace BatchJobs.Tests.Reports;

/// <content>The sums that several results share.</content>
sealed partial class PlainReport
{
    DateOnly FirstDay(string source, string visitor) =>
        _people.Where(visit => visit.Source == source && visit.Visitor == visitor).Min(visit => visit.Day);

    bool Came(string source, string visitor, DateOnly from, DateOnly to) =>
        _people
            .Where(visit => visit.Source == source && visit.Visitor == visitor)
            .SelectMany(visit => visit.Events)
            .Any(e => DayOf(e) >= from && DayOf(e) <= to);

    static double? Percentile(List<Visit> visits, double share)
    {
        if (visits.Count == 0)
            return null;

        var sorted = visits
            .Select(visit => Math.Round((visit.LastAt - visit.StartedAt).TotalMilliseconds / 100, MidpointRounding.AwayFromZero))
            .Order()
            .ToList();
        var place = share * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        return (sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below])) / 10;
    }

    static string Revenue(List<AnalyticsEvent> events) =>
        string.Join(
            ' ',
            events
                .Where(e => e.Revenue is not null)
                .GroupBy(e => e.Currency)
                .OrderBy(of => of.Key, StringComparer.Ordinal)
                .Select(of => string.Create(CultureInfo.InvariantCulture, $"{of.Key}={of.Sum(e => e.Revenue):0.0000}"))
        );

    static DateOnly DayOf(AnalyticsEvent e) => DateOnly.FromDateTime(e.OccurredAt!.Value.UtcDateTime);

    static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    static string Line(params object?[] values) =>
        string.Join(
            '|',
            values.Select(value =>
                value switch
                {
                    double number => number.ToString("0.00", CultureInfo.InvariantCulture),
                    DateOnly date => DayOption.Text(date),
                    _ => Convert.ToString(value, CultureInfo.InvariantCulture),
                }
            )
        );

    IEnumerable<string> Frequent(List<IGrouping<(string? Source, string? From, string? To), (AnalyticsEvent, AnalyticsEvent)>> pairs)
    {
        var ranked = pairs
            .OrderByDescending(pair => pair.Count())
            .ThenBy(pair => pair.Key.From, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.To, StringComparer.Ordinal)
            .ToList();
        var rest = ranked.Skip(FrequentKeys.Most).Sum(pair => pair.Count());
        return ranked
            .Take(FrequentKeys.Most)
            .Select(pair => Line(pair.Key.Source, pair.Key.From, pair.Key.To, pair.Count()))
            .Concat(rest > 0 ? [Line(pairs[0].Key.Source, FrequentKeys.Other, FrequentKeys.Other, rest)] : []);
    }
}
