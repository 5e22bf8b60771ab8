using System.Globalization;
using Analytics.Contracts;
using Analytics.Testing.Ledger;

namespace SparkJobs.Tests.Jobs;

/// <summary>Computes from events what the tables of sessions hold, in plain C#: one line for each row, in ordinal order.</summary>
sealed class ExpectedVisits(IReadOnlyList<AnalyticsEvent> events)
{
    /// <summary>The query whose rows equal <see cref="Sessions"/>.</summary>
    public const string SessionsSql = """
        SELECT concat_ws('|', source, session_id, user_key, coalesce(user_id, '-'), (extract(epoch FROM started_at) * 1000)::bigint,
            (extract(epoch FROM last_at) * 1000)::bigint, events, page_views, actions, conversions, is_bot, coalesce(entry_path, '-'),
            coalesce(exit_path, '-'), coalesce(referrer_domain, '-'), coalesce(utm_source, '-'), coalesce(utm_medium, '-'),
            coalesce(utm_campaign, '-'), coalesce(country, '-'), coalesce(city, '-'), coalesce(browser, '-'), coalesce(app_version, '-'),
            coalesce((revenue ->> 'EUR')::numeric, 0), coalesce((revenue ->> 'PLN')::numeric, 0))
        FROM warehouse.live_sessions
        """;

    /// <summary>The query whose rows equal those of <see cref="PlainDimensions"/>.</summary>
    public const string DimensionsSql = $"SELECT {PlainDimensions.Columns} FROM warehouse.dimension_counts_minute";

    /// <summary>The query whose rows equal <see cref="Visitors"/>.</summary>
    public const string VisitorsSql =
        "SELECT concat_ws('|', source, user_key, (extract(epoch FROM first_at) * 1000)::bigint) FROM warehouse.live_visitors";

    /// <summary>The query whose rows equal <see cref="Minutes"/>.</summary>
    public const string MinutesSql =
        "SELECT concat_ws('|', name, country, currency, sum(events), sum(revenue)) FROM warehouse.event_counts_minute GROUP BY "
        + "name, country, currency";

    public static IEnumerable<string> Minutes(IEnumerable<AnalyticsEvent> events) =>
        Sorted(
            events
                .GroupBy(one => (one.Name, Country: one.Country ?? "", Currency: one.Currency ?? ""))
                .Select(group =>
                {
                    var revenue = group.Sum(one => one.Revenue ?? 0).ToString("0.0000", CultureInfo.InvariantCulture);
                    return $"{group.Key.Name}|{group.Key.Country}|{group.Key.Currency}|{group.Count()}|{revenue}";
                })
        );

    public IEnumerable<string> Sessions() =>
        Sorted(
            events
                .Where(one => one.SessionId is not null)
                .GroupBy(one => (one.Source, one.SessionId))
                .Select(session => Session([.. session]))
        );

    public IEnumerable<string> Visitors() =>
        Sorted(
            events
                .Where(one => one.IsBot is not true)
                .GroupBy(one => (one.Source, Visitor: one.AnonymousId ?? one.UserId))
                .Where(visitor => visitor.Key.Visitor is not null)
                .Select(visitor => $"{visitor.Key.Source}|{visitor.Key.Visitor}|{visitor.Min(Milliseconds)}")
        );

    static string Session(IReadOnlyList<AnalyticsEvent> events)
    {
        var ordered = events.OrderBy(one => one.OccurredAt).ThenBy(one => one.EventId, StringComparer.Ordinal).ToList();
        var pages = ordered.Where(IsPageView).ToList();
        var first = ordered[0];
        string Money(string currency) =>
            events.Any(one => one.Currency == currency)
                ? events
                    .Where(one => one.Currency == currency)
                    .Sum(one => one.Revenue!.Value)
                    .ToString("0.0000", CultureInfo.InvariantCulture)
                : "0";
        return string.Join(
            '|',
            first.Source,
            first.SessionId,
            ordered.Select(one => one.AnonymousId ?? one.UserId).FirstOrDefault(visitor => visitor is not null) ?? "",
            ordered.LastOrDefault(one => one.UserId is not null)?.UserId ?? "-",
            Milliseconds(first),
            Milliseconds(ordered[^1]),
            events.Count,
            pages.Count,
            events.Count(one => !IsPageView(one) && one.Type != "identify"),
            events.Count(IsOrder),
            events.Any(one => one.IsBot is true) ? "t" : "f",
            Text(pages.FirstOrDefault()?.PagePath),
            Text(pages.LastOrDefault()?.PagePath),
            Text(first.ReferrerDomain),
            Text(first.UtmSource),
            Text(first.UtmMedium),
            Text(first.UtmCampaign),
            Text(first.Country),
            Text(first.City),
            Text(first.Browser),
            Text(first.AppVersion),
            Money("EUR"),
            Money("PLN")
        );
    }

    static bool IsPageView(AnalyticsEvent one) => one.Type is "page" or "screen";

    static bool IsOrder(AnalyticsEvent one) => one.Name == "Order Completed";

    static long Milliseconds(AnalyticsEvent one) => one.OccurredAt!.Value.ToUnixTimeMilliseconds();

    static string Text(string? text) => text is null ? "-" : PlainDimensions.Key(text, 2_000);

    static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);
}
