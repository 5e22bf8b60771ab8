using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Computes what each visitor did on one UTC day; bots are left out. Out: the columns of the lake's table <c>visitor_days</c>.
/// </summary>
static class Visitors
{
    static readonly string[] _ofFirstEvent = ["utm_source", "utm_medium", "utm_campaign", "referrer_domain"];

    /// <param name="parts">The parts of the sessions around the day.</param>
    /// <param name="sessions">The sessions that began on the day.</param>
    /// <param name="day">The day.</param>
    public static DataFrame Of(DataFrame parts, DataFrame sessions, DateOnly day)
    {
        var begun = sessions.Where("NOT is_bot").GroupBy(Col("source"), Expr("user_key AS visitor")).Agg(Expr("count(1) AS sessions"));
        return parts
            .Where($"NOT is_bot AND visitor_id IS NOT NULL AND {UtcDay.Contains(day, "last_at")}")
            .GroupBy(Expr($"{EventSql.Source} AS source"), Expr($"{EventSql.Id("visitor_id")} AS visitor"))
            .Agg(SessionParts.Sums[0], SessionParts.Sums[1..])
            .Select([
                Col("source"),
                Col("visitor"),
                Expr("first.occurred_at AS first_at"),
                Col("last_at"),
                Col("events"),
                Col("page_views"),
                Expr($"{EventSql.SumsOf("amounts")} AS revenue"),
                Expr($"{EventSql.ChannelOf("first.")} AS channel"),
                .. _ofFirstEvent.Select(column => Expr($"{EventSql.Text($"first.{column}")} AS {column}")),
            ])
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
