using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Computes the sessions that began on one UTC day. In: <see cref="SessionParts"/>. Out: the columns of the lake's table <c>sessions</c>,
/// with revenue as a MAP of currency to amount.
/// </summary>
static class Sessions
{
    /// <summary>The longest activity of a bounce, in seconds.</summary>
    const int LongestBounce = 10;

    public static DataFrame Of(DataFrame parts, DateOnly day) =>
        SessionIds
            .OfParts(parts)
            .GroupBy(Expr($"{EventSql.Source} AS source"), Expr($"{EventSql.Id("session_key")} AS session_id"))
            .Agg(
                Expr("bool_or(is_bot) AS is_bot"),
                [
                    Expr($"min(IF(visitor_id IS NULL, NULL, struct({SessionParts.FirstTime}, visitor_id))) AS first_known"),
                    .. SessionParts.Sums,
                ]
            )
            .Where(UtcDay.Contains(day, "first.occurred_at"))
            .Select([
                Col("source"),
                Col("session_id"),
                Expr($"coalesce({EventSql.Id("first_known.visitor_id")}, '') AS user_key"),
                Expr($"{EventSql.Id("last_user.user_id")} AS user_id"),
                Expr("first.occurred_at AS started_at"),
                Col("last_at"),
                Whole("events"),
                Whole("page_views"),
                Whole("conversions"),
                Col("is_bot"),
                Expr($"{EventSql.Text("entry.page_path")} AS entry_path"),
                Expr($"{EventSql.Text("exit.page_path")} AS exit_path"),
                Expr($"{EventSql.ChannelOf("first.")} AS channel"),
                .. EventSql.OfFirstEvent.Select(column => Expr($"{EventSql.Text($"first.{column}")} AS {column}")),
                Expr($"{EventSql.SumsOf("amounts")} AS revenue"),
                Expr(
                    $"page_views = 1 AND actions = 0 AND unix_millis(last_at) - unix_millis(first.occurred_at) < {LongestBounce}000 "
                        + "AS is_bounce"
                ),
                Expr($"{UtcDay.Literal(day)} AS day"),
            ]);

    // Counts end at the greatest int, so that one session cannot stop the day.
    static Column Whole(string count) => Expr($"CAST(least({count}, {int.MaxValue}) AS INT) AS {count}");
}
