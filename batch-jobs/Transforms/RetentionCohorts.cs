using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Counts the visitors of earlier cohorts who came on one UTC day, and in its ISO week. Out, one row for each source, grain, cohort and
/// period that the day completes: the columns of <see cref="RetentionRow"/>, zeros included.
/// </summary>
/// <remarks>
/// A day decides one period of each cohort, so the job reads that day and its week of visitor_days, whatever the number of cohorts.
/// </remarks>
static class RetentionCohorts
{
    /// <summary>The number of periods of each grain: days 0 to 30, weeks 0 to 25.</summary>
    public const int Days = 31;
    public const int Weeks = 26;

    /// <param name="day">The day.</param>
    /// <param name="visitorDays">The lake's visitor_days.</param>
    /// <param name="visitorFirst">The lake's visitor_first.</param>
    public static DataFrame Of(DateOnly day, DataFrame visitorDays, DataFrame visitorFirst)
    {
        var monday = MondayOf(day);
        return Grain(
                "day",
                visitorDays.Where($"day = {UtcDay.Literal(day)}"),
                visitorFirst,
                "first_day",
                day.AddDays(1 - Days),
                day,
                unit: 1
            )
            .Union(
                Grain(
                    "week",
                    visitorDays.Where($"day BETWEEN {UtcDay.Literal(monday)} AND {UtcDay.Literal(monday.AddDays(6))}"),
                    visitorFirst,
                    "CAST(date_trunc('week', first_day) AS DATE)",
                    monday.AddDays(7 * (1 - Weeks)),
                    monday,
                    unit: 7
                )
            );
    }

    /// <summary>The Monday of the day's ISO week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    static DataFrame Grain(string grain, DataFrame active, DataFrame first, string cohort, DateOnly from, DateOnly to, int unit)
    {
        var cohorts = first
            .SelectExpr("source", "visitor", $"{cohort} AS cohort")
            .Where($"cohort BETWEEN {UtcDay.Literal(from)} AND {UtcDay.Literal(to)}");
        return cohorts
            .Join(active.SelectExpr("source", "visitor", "true AS came").Distinct(), ["source", "visitor"], "left")
            .GroupBy("source", "cohort")
            .Agg(Expr("count(came) AS visitors"))
            .SelectExpr(
                "source",
                $"'{grain}' AS grain",
                "CAST(cohort AS STRING) AS cohort",
                $"datediff({UtcDay.Literal(to)}, cohort) div {unit} AS period",
                "visitors"
            );
    }
}
