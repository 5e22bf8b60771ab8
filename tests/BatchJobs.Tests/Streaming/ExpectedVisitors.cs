using System.Globalization;
using Analytics.Contracts;

namespace BatchJobs.Tests.Streaming;

/// <summary>Computes the visitors of a UTC day in plain C#, as sorted lines.</summary>
public static class ExpectedVisitors
{
    public static List<string> Days(IEnumerable<AnalyticsEvent> events, DateOnly day) =>
        [.. ByVisitor(events).Select(visitor => Line(visitor.Source, visitor.Id, visitor.Events, day)).Order(StringComparer.Ordinal)];

    /// <summary>Returns the first of the days, the later ones last, on which each visitor came.</summary>
    public static List<string> First(params (DateOnly Day, IEnumerable<AnalyticsEvent> Events)[] days) =>
        [
            .. days.SelectMany(day => ByVisitor(day.Events).Select(visitor => (visitor.Source, visitor.Id, day.Day)))
                .GroupBy(row => (row.Source, row.Id))
                .Select(rows => $"{rows.Key.Source}|{rows.Key.Id}|{rows.Min(row => row.Day):O}")
                .Order(StringComparer.Ordinal),
        ];

    static IEnumerable<(string Source, string Id, List<AnalyticsEvent> Events)> ByVisitor(IEnumerable<AnalyticsEvent> events) =>
        events
            .Where(e => e.IsBot is not true && (e.AnonymousId ?? e.UserId) is not null)
            .GroupBy(e => (Source: ExpectedDay.Key(e.Source, 64), Id: (e.AnonymousId ?? e.UserId)!))
            .Select(visitor =>
                (
                    visitor.Key.Source,
                    visitor.Key.Id,
                    visitor.OrderBy(e => e.OccurredAt).ThenBy(e => e.EventId, StringComparer.Ordinal).ThenBy(e => e.ReceivedAt).ToList()
                )
            );

    static string Line(string source, string id, List<AnalyticsEvent> events, DateOnly day)
    {
        var revenue = events
            .Where(e => e.Revenue is not null && e.Currency is not null)
            .GroupBy(e => e.Currency)
            .OrderBy(sum => sum.Key, StringComparer.Ordinal)
            .Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key}={sum.Sum(e => e.Revenue):0.0000}"));
        object?[] values =
        [
            $"{day:O}",
            source,
            id,
            events[0].OccurredAt!.Value.ToUnixTimeMilliseconds(),
            events[^1].OccurredAt!.Value.ToUnixTimeMilliseconds(),
            events.Count,
            events.Count(e => e.Type is "page" or "screen"),
            events[0].UtmSource,
            string.Join(',', revenue),
        ];
        return string.Join('|', values.Select(value => value ?? "-"));
    }
}
