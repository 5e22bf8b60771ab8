using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Computes the sessions that began on one UTC day. In: the events of <see cref="DayWindow"/>. Out: the columns of the lake's table
/// <c>sessions</c>, with revenue as a MAP of currency to amount.
/// </summary>
static class Sessions
{
    /// <summary>The longest activity of a bounce, in seconds.</summary>
    const int LongestBounce = 10;

    /// <param name="events">The events of <see cref="DayWindow"/>.</param>
    /// <param name="day">The day.</param>
    /// <param name="goals">What counts as a conversion.</param>
    public static DataFrame Of(DataFrame events, DateOnly day, Goals goals) =>
        SessionIds
            .Assign(events)
            .GroupBy(Expr($"{EventSql.Source} AS source"), Expr($"{EventSql.Id("session_key")} AS session_id"))
            .Agg(
                Expr($"coalesce(min_by({EventSql.Visitor}, IF({EventSql.Visitor} IS NULL, NULL, {EventSql.Time})), '') AS user_key"),
                [
                    Expr($"{EventSql.Id($"max_by(user_id, IF(user_id IS NULL, NULL, {EventSql.Time}))")} AS user_id"),
                    Expr("min(occurred_at) AS started_at"),
                    Expr("max(occurred_at) AS last_at"),
                    Expr("CAST(count(1) AS INT) AS events"),
                    Expr($"CAST(count_if({EventSql.IsPageView}) AS INT) AS page_views"),
                    Expr($"CAST(count_if({goals.IsConversion}) AS INT) AS conversions"),
                    Expr($"count_if({EventSql.IsAction}) = 0 AS has_no_action"),
                    Expr($"bool_or({EventSql.IsBot}) AS is_bot"),
                    Expr($"{EventSql.InPageView("min_by", "page_path")} AS entry_path"),
                    Expr($"{EventSql.InPageView("max_by", "page_path")} AS exit_path"),
                    Expr($"min_by({EventSql.Channel}, {EventSql.Time}) AS channel"),
                    .. EventSql.OfFirstEvent.Select(column => Expr($"{EventSql.First(column)} AS {column}")),
                    Expr($"{EventSql.Revenue} AS revenue"),
                ]
            )
            .Where(UtcDay.Contains(day, "started_at"))
            .WithColumn(
                "is_bounce",
                Expr($"page_views = 1 AND has_no_action AND unix_millis(last_at) - unix_millis(started_at) < {LongestBounce}000")
            )
            .WithColumn("day", Expr(UtcDay.Literal(day)))
            .Drop("has_no_action");
}
