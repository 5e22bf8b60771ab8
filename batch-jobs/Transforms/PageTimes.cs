using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Adds up the time from each page view to the next one of its session, of the last view to the session's last event, by page. Out, one
/// row for each source and page: the columns of <see cref="PageTimeRow"/>; all but the most viewed pages of a source are one row.
/// </summary>
/// <remarks>A view that nothing follows has no time, and is not counted. The event that follows may be of the next day.</remarks>
static class PageTimes
{
    /// <param name="day">The day.</param>
    /// <param name="events">Unique canonical events of the day, and of the sessions that began before it or end after it.</param>
    public static DataFrame Of(DateOnly day, DataFrame events) =>
        FrequentKeys
            .Keep(AddedUp(day, events), ["path"], "views", "milliseconds")
            .SelectExpr("source", $"'{UtcDay.Text(day)}' AS day", "path", "views", "milliseconds");

    static DataFrame AddedUp(DateOnly day, DataFrame events) =>
        ReportEvents
            .OfPeople(events)
            .Where("session_id IS NOT NULL")
            .SelectExpr(
                "source",
                "session_id",
                "occurred_at",
                "event_id",
                $"{EventSql.IsPageView} AS is_view",
                $"{ReportEvents.Path} AS path"
            )
            .WithColumn("last_at", Expr("max(occurred_at) OVER (PARTITION BY source, session_id)"))
            .Where("is_view")
            .WithColumn("next_at", Expr("lead(occurred_at) OVER (PARTITION BY source, session_id ORDER BY occurred_at, event_id)"))
            .WithColumn("left_at", Expr("coalesce(next_at, IF(last_at > occurred_at, last_at, NULL))"))
            .Where($"left_at IS NOT NULL AND {UtcDay.Contains(day, "occurred_at")}")
            .GroupBy("source", "path")
            .Agg(Expr("count(1) AS views"), Expr("sum(unix_millis(left_at) - unix_millis(occurred_at)) AS milliseconds"));
}
