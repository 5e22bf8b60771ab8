using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Sums the events of one visitor in one half hour with one session id. In: the events of <see cref="DayWindow"/>. Sessions and visitors are
/// made of these: a handful of rows where there were hundreds of events. Out: source, visitor_id, session_id, bucket (the number of the half
/// hour since 1970), is_bot, and the columns of <see cref="Sums"/>.
/// </summary>
/// <remarks>
/// Every part is of one UTC day. The texts of the first event travel as they are and are cut and cleaned, and its channel is found, in the
/// few rows of the result.
/// </remarks>
static class SessionParts
{
    /// <summary>The length of a half hour, in seconds: the collector derives session ids for it.</summary>
    public const int Bucket = 1800;

    const string Time = "occurred_at, event_id, received_at";

    const string First =
        $"struct({Time}, anonymous_id, user_id, page_url, referrer_domain, utm_source, utm_medium, utm_campaign, utm_term, utm_content, "
        + "country, region, city, device, os, browser, locale)";

    public static DataFrame Of(DataFrame events) =>
        events
            .GroupBy(
                Col("source"),
                Expr("coalesce(anonymous_id, user_id) AS visitor_id"),
                Col("session_id"),
                Expr($"unix_seconds(occurred_at) DIV {Bucket} AS bucket"),
                Expr($"{EventSql.IsBot} AS is_bot")
            )
            .Agg(
                Expr($"min({First}) AS first"),
                [
                    Expr($"max(IF(user_id IS NULL, NULL, struct({Time}, user_id))) AS last_user"),
                    Expr($"min(IF({EventSql.IsPageView}, struct({Time}, page_path), NULL)) AS entry"),
                    Expr($"max(IF({EventSql.IsPageView}, struct({Time}, page_path), NULL)) AS exit"),
                    Expr("max(occurred_at) AS last_at"),
                    Expr("count(1) AS events"),
                    Expr($"count_if({EventSql.IsPageView}) AS page_views"),
                    Expr($"count_if(NOT ({EventSql.IsPageView} OR type = 'identify')) AS actions"),
                    Expr($"{EventSql.Amounts} AS amounts"),
                ]
            );

    /// <summary>Adds parts up, as aggregates: the same columns without keys, of all events of a group.</summary>
    public static Column[] Sums { get; } =
    [
        Expr("min(first) AS first"),
        Expr("max(last_user) AS last_user"),
        Expr("min(entry) AS entry"),
        Expr("max(exit) AS exit"),
        Expr("max(last_at) AS last_at"),
        Expr("sum(events) AS events"),
        Expr("sum(page_views) AS page_views"),
        Expr("sum(actions) AS actions"),
        Expr("flatten(collect_list(amounts)) AS amounts"),
    ];
}
