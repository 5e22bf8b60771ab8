using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analytics.Contracts;

namespace BatchJobs.Tests.Streaming;

/// <summary>Computes the sessions that began on a UTC day, in plain C#: as lines, sorted.</summary>
public static class ExpectedSessions
{
    static readonly TimeSpan _timeout = TimeSpan.FromMinutes(30);

    /// <summary>Derives the id of a session as the collector does.</summary>
    public static string Derive(string source, string visitor, DateTimeOffset at) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{source}\n{visitor}\n{at.UtcTicks / _timeout.Ticks}"))
            )
        )[..16];

    public static List<string> Of(IEnumerable<AnalyticsEvent> events, DateOnly day) =>
        [
            .. WithIds(events.Where(e => e.SessionId is not null || Visitor(e) is not null).ToList())
                .GroupBy(row => (row.Event.Source, row.Session), row => row.Event)
                .Select(session => (session.Key, Events: InOrder(session).ToList()))
                .Where(session => DateOnly.FromDateTime(session.Events[0].OccurredAt!.Value.UtcDateTime) == day)
                .Select(session => Line(session.Key.Source!, session.Key.Session, session.Events))
                .Order(StringComparer.Ordinal),
        ];

    static IEnumerable<(AnalyticsEvent Event, string Session)> WithIds(List<AnalyticsEvent> events)
    {
        var derived = events.ToLookup(e => Visitor(e) is { } who && (e.SessionId ?? "") == Derive(e.Source!, who, e.OccurredAt!.Value));
        foreach (var e in derived[false])
            yield return (e, e.SessionId!);

        foreach (var visits in derived[true].GroupBy(e => (e.Source, Visitor(e))))
        {
            var (last, id) = (DateTimeOffset.MinValue, "");
            foreach (var e in InOrder(visits))
            {
                if (e.OccurredAt!.Value - last > _timeout)
                    id = e.SessionId!;

                last = e.OccurredAt.Value;
                yield return (e, id);
            }
        }
    }

    static string Line(string source, string session, List<AnalyticsEvent> events)
    {
        var views = events.Where(e => e.Type is "page" or "screen").ToList();
        var seconds = (events[^1].OccurredAt!.Value - events[0].OccurredAt!.Value).TotalSeconds;
        var isBounce = views.Count == 1 && events.All(e => e.Type is "page" or "screen" or "identify") && seconds < 10;
        var revenue = events
            .Where(e => e.Revenue is not null && e.Currency is not null)
            .GroupBy(e => e.Currency)
            .OrderBy(sum => sum.Key, StringComparer.Ordinal)
            .Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key}={sum.Sum(e => e.Revenue):0.0000}"));
        string?[] values =
        [
            source.Replace('\u0007', ' ')[..Math.Min(64, source.Length)],
            session,
            Visitor(events[0]) ?? "",
            events.LastOrDefault(e => e.UserId is not null)?.UserId,
            $"{events[0].OccurredAt!.Value.ToUnixTimeMilliseconds()}",
            $"{events[^1].OccurredAt!.Value.ToUnixTimeMilliseconds()}",
            $"{events.Count}",
            $"{views.Count}",
            $"{events.Count(e => e is { Type: "track", Name: "Order Completed" })}",
            isBounce ? "bounce" : "stays",
            events.Any(e => e.IsBot is true) ? "bot" : "person",
            views.FirstOrDefault()?.PagePath,
            views.LastOrDefault()?.PagePath,
            events[0].UtmSource,
            events[0].Country,
            string.Join(',', revenue),
        ];
        return string.Join('|', values.Select(value => value ?? "-"));
    }

    static string? Visitor(AnalyticsEvent e) => e.AnonymousId ?? e.UserId;

    static IOrderedEnumerable<AnalyticsEvent> InOrder(IEnumerable<AnalyticsEvent> events) =>
        events.OrderBy(e => e.OccurredAt).ThenBy(e => e.EventId, StringComparer.Ordinal).ThenBy(e => e.ReceivedAt);
}
