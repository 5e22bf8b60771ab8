using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Sums the events of one visitor in one half hour with one session id. In: the events of <see cref="DayWindow"/>. Sessions and visitors
/// are made of these: a handful of rows where there were hundreds of events. Out: source, visitor_id, session_id, bucket (the number of the
/// half hour since 1970), is_bot, and the columns of <see cref="Sums"/>.
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

    static readonly string _first = $"struct({Time}, page_url, {string.Join(", ", EventSql.OfFirstEvent)})";

    /// <summary>The time of the first event of a part, which orders parts as events are ordered.</summary>
    public const string FirstTime = "first.occurred_at, first.event_id, first.received_at";

    /// <param name="events">The events of <see cref="DayWindow"/>.</param>
    /// <param name="goals">What counts as a conversion.</param>
    public static DataFrame Of(DataFrame events, Goals goals) =>
        events
            .GroupBy(
                Col("source"),
                Expr("coalesce(anonymous_id, user_id) AS visitor_id"),
                Col("session_id"),
                Expr($"unix_seconds(occurred_at) DIV {Bucket} AS bucket"),
                Expr($"{EventSql.IsBot} AS is_bot")
            )
            .Agg(
                Expr($"min({_first}) AS first"),
                [
                    Expr($"max(IF(user_id IS NULL, NULL, struct({Time}, user_id))) AS last_user"),
                    Expr($"min(IF({EventSql.IsPageView}, struct({Time}, page_path), NULL)) AS entry"),
                    Expr($"max(IF({EventSql.IsPageView}, struct({Time}, page_path), NULL)) AS exit"),
                    Expr("max(occurred_at) AS last_at"),
                    Expr("count(1) AS events"),
                    Expr($"count_if({EventSql.IsPageView}) AS page_views"),
                    Expr($"count_if({EventSql.IsAction}) AS actions"),
                    Expr($"count_if({goals.IsConversion}) AS conversions"),
                    Expr($"{EventSql.Amounts} AS amounts"),
                ]
            );

    /// <summary>Adds parts up, as aggregates: the same columns without keys, of all events of a group.</summary>
    public static Column[] Sums =>
        [
            Expr("min(first) AS first"),
            Expr("max(last_user) AS last_user"),
            Expr("min(entry) AS entry"),
            Expr("max(exit) AS exit"),
            Expr("max(last_at) AS last_at"),
            Expr("sum(events) AS events"),
            Expr("sum(page_views) AS page_views"),
            Expr("sum(actions) AS actions"),
            Expr("sum(conversions) AS conversions"),
            Expr("flatten(collect_list(amounts)) AS amounts"),
        ];
}
