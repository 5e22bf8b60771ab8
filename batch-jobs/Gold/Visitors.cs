using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>Computes what each visitor did on one UTC day; bots are left out. Out: the columns of the lake's table <c>visitor_days</c>.</summary>
static class Visitors
{
    static readonly string[] _ofFirstEvent = ["utm_source", "utm_medium", "utm_campaign", "referrer_domain"];

    /// <param name="ofDay">The events of the day, each once.</param>
    /// <param name="sessions">The sessions that began on the day.</param>
    /// <param name="day">The day.</param>
    public static DataFrame Of(DataFrame ofDay, DataFrame sessions, DateOnly day)
    {
        var begun = sessions.Where("NOT is_bot").GroupBy(Col("source"), Expr("user_key AS visitor")).Agg(Expr("count(1) AS sessions"));
        return ofDay
            .Where($"NOT {EventSql.IsBot} AND {EventSql.Visitor} IS NOT NULL")
            .GroupBy(Expr($"{EventSql.Source} AS source"), Expr($"{EventSql.Visitor} AS visitor"))
            .Agg(
                Expr("min(occurred_at) AS first_at"),
                [
                    Expr("max(occurred_at) AS last_at"),
                    Expr("count(1) AS events"),
                    Expr($"count_if({EventSql.IsPageView}) AS page_views"),
                    Expr($"{EventSql.Revenue} AS revenue"),
                    Expr($"min_by({EventSql.Channel}, {EventSql.Time}) AS channel"),
                    .. _ofFirstEvent.Select(column => Expr($"{EventSql.First(column)} AS {column}")),
                ]
            )
            .Join(begun, ["source", "visitor"], "left")
            .WithColumn("sessions", Expr("coalesce(sessions, 0L)"))
            .WithColumn("day", Expr(UtcDay.Literal(day)));
    }

    /// <summary>Returns the rows of <c>visitor_first</c> that the day may change.</summary>
    public static DataFrame First(DataFrame visitorDays) =>
        visitorDays.SelectExpr(
            "source",
            "visitor",
            "day AS first_day",
            "channel",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "referrer_domain"
        );
}
