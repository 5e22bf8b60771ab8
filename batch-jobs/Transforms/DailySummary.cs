using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Computes the figures of one UTC day. Out, one row for each source: the columns of <see cref="DailySummaryRow"/>. Events, page views and
/// revenue are those that occurred on the day; sessions are those that began on it.
/// </summary>
static class DailySummary
{
    /// <summary>Durations are counted in tenths of a second: an exact percentile keeps each distinct value in memory.</summary>
    const string TenthsOfDuration = "round((unix_millis(last_at) - unix_millis(started_at)) / 100)";

    /// <param name="day">The day.</param>
    /// <param name="events">Unique canonical events; those of other days are ignored.</param>
    /// <param name="sessions">The lake's sessions.</param>
    /// <param name="visitorDays">The lake's visitor_days.</param>
    /// <param name="visitorFirst">The lake's visitor_first.</param>
    public static DataFrame Of(DateOnly day, DataFrame events, DataFrame sessions, DataFrame visitorDays, DataFrame visitorFirst)
    {
        var ofDay = ReportEvents.OfPeople(events.Where(UtcDay.Contains(day, "occurred_at")));
        DataFrame[] parts = [Events(ofDay), Sessions(day, sessions), Visitors(day, visitorDays), New(day, visitorFirst)];
        return parts
            .Aggregate((all, part) => all.UnionByName(part, allowMissingColumns: true))
            .GroupBy("source")
            .Agg(
                Expr($"CAST(max({UtcDay.Literal(day)}) AS STRING) AS day"),
                Count("visitors"),
                Count("new_visitors"),
                Count("sessions"),
                Count("bounces"),
                Count("page_views"),
                Expr("max(duration_p50_s) AS duration_p50_s"),
                Expr("max(duration_p90_s) AS duration_p90_s"),
                Count("events"),
                Expr("coalesce(first(revenue, true), map()) AS revenue")
            );
    }

    static DataFrame Events(DataFrame events) =>
        events
            .GroupBy("source", "currency")
            .Agg(
                Expr("count(1) AS events"),
                Expr($"count_if({EventSql.IsPageView}) AS page_views"),
                Expr("count(revenue) AS amounts"),
                Expr("CAST(sum(revenue) AS DECIMAL(28,4)) AS amount")
            )
            .GroupBy("source")
            .Agg(
                Expr("sum(events) AS events"),
                Expr("sum(page_views) AS page_views"),
                Expr(
                    "map_from_entries(sort_array(collect_list(IF(amounts > 0 AND currency IS NOT NULL, struct(currency, amount), NULL)))) "
                        + "AS revenue"
                )
            );

    static DataFrame Sessions(DateOnly day, DataFrame sessions) =>
        sessions
            .Where($"day = {UtcDay.Literal(day)} AND NOT {EventSql.IsBot}")
            .GroupBy("source")
            .Agg(
                Expr("count(1) AS sessions"),
                Expr("count_if(is_bounce) AS bounces"),
                Expr($"percentile({TenthsOfDuration}, 0.5) / 10 AS duration_p50_s"),
                Expr($"percentile({TenthsOfDuration}, 0.9) / 10 AS duration_p90_s")
            );

    static DataFrame Visitors(DateOnly day, DataFrame visitorDays) =>
        visitorDays.Where($"day = {UtcDay.Literal(day)}").GroupBy("source").Agg(Expr("count(1) AS visitors"));

    static DataFrame New(DateOnly day, DataFrame visitorFirst) =>
        visitorFirst.Where($"first_day = {UtcDay.Literal(day)}").GroupBy("source").Agg(Expr("count(1) AS new_visitors"));

    static Column Count(string column) => Expr($"coalesce(max({column}), 0) AS {column}");
}
