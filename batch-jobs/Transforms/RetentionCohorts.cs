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
        var (firstWeek, sunday) = (monday.AddDays(7 * (1 - Weeks)), monday.AddDays(6));
        var inWeek = visitorDays
            .Where(Between("day", monday, sunday))
            .GroupBy("source", "visitor")
            .Agg(Expr($"bool_or(day = {UtcDay.Literal(day)}) AS on_day"));
        return visitorFirst
            .Where(Between("first_day", firstWeek, sunday))
            .Select("source", "visitor", "first_day")
            .Join(inWeek, ["source", "visitor"], "left")
            .GroupBy("source", "first_day")
            .Agg(Expr("count_if(on_day) AS on_day"), Expr("count(on_day) AS in_week"))
            .SelectExpr(
                "source",
                $"""
                inline(array(
                    IF({Between("first_day", day.AddDays(1 - Days), day)}, {Row("day", "first_day", day, 1, "on_day")}, NULL),
                    {Row("week", "CAST(date_trunc('week', first_day) AS DATE)", monday, 7, "in_week")}))
                """
            )
            .Where("grain IS NOT NULL")
            .GroupBy("source", "grain", "cohort", "period")
            .Agg(Expr("sum(visitors) AS visitors"));
    }

    /// <summary>The Monday of the day's ISO week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    static string Between(string column, DateOnly from, DateOnly to) => $"{column} BETWEEN {UtcDay.Literal(from)} AND {UtcDay.Literal(to)}";

    static string Row(string grain, string cohort, DateOnly to, int unit, string visitors) =>
        $"named_struct('grain', '{grain}', 'cohort', CAST({cohort} AS STRING), "
        + $"'period', datediff({UtcDay.Literal(to)}, {cohort}) div {unit}, 'visitors', {visitors})";
}
