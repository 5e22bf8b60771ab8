using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Counts the steps from a page view to the next one in the same session. Out, one row for each source and pair: the columns of
/// <see cref="PathStepRow"/>; all but the most frequent pairs of a source are one row.
/// </summary>
/// <remarks>A step belongs to the day of its second page view, so that a closed day is complete.</remarks>
static class Paths
{
    /// <param name="day">The day.</param>
    /// <param name="events">Unique canonical events of the day and of the sessions that began before it.</param>
    public static DataFrame Of(DateOnly day, DataFrame events) =>
        FrequentKeys
            .Keep(Counted(day, events), ["from_path", "to_path"], "steps")
            .SelectExpr("source", $"'{UtcDay.Text(day)}' AS day", "from_path", "to_path", "steps");

    static DataFrame Counted(DateOnly day, DataFrame events) =>
        ReportEvents
            .OfPeople(events)
            .Where($"{EventSql.IsPageView} AND session_id IS NOT NULL")
            .SelectExpr("source", "session_id", "occurred_at", "event_id", $"{ReportEvents.Path} AS to_path")
            .WithColumn("from_path", Expr("lag(to_path) OVER (PARTITION BY source, session_id ORDER BY occurred_at, event_id)"))
            .Where($"from_path IS NOT NULL AND {UtcDay.Contains(day, "occurred_at")}")
            .GroupBy("source", "from_path", "to_path")
            .Agg(Expr("count(1) AS steps"));
}
