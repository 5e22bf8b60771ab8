using Analytics.BatchJobs.Settings;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>
/// The person's rows of <c>visitor_first</c> where only some days are erased: a visitor of whom other days are left was first seen on the
/// first of these, with what is known of it. Without a row the visitor would be new at the next visit.
/// </summary>
static class ReturningVisitors
{
    const string Next = "next";

    static readonly string[] _ofFirstDay = ["channel", "utm_source", "utm_medium", "utm_campaign", "referrer_domain"];

    /// <param name="first">The rows found in <c>visitor_first</c>, with all its columns in the table <paramref name="table"/>.</param>
    /// <param name="table">The rows of <c>visitor_first</c>.</param>
    /// <param name="days">The person's rows of <c>visitor_days</c>.</param>
    /// <param name="settings">The days that are erased.</param>
    public static FoundRows Keep(FoundRows first, DataFrame table, DataFrame days, EraseSettings settings)
    {
        var others = Lit(false);
        if (settings.From is { } from)
            others |= Col("day").Lt(Expr($"DATE '{DayOption.Text(from)}'"));
        if (settings.To is { } to)
            others |= Col("day").Gt(Expr($"DATE '{DayOption.Text(to)}'"));

        string[] columns = [.. _ofFirstDay.Intersect(table.Columns()).Intersect(days.Columns())];
        var left = days.Where(others)
            .GroupBy("source", "visitor")
            .Agg(Expr($"min_by(struct({string.Join(", ", columns.Prepend("day"))}), day) AS {Next}"));
        var set = string.Join(", ", columns.Select(column => $"t.`{column}` = s.{Next}.`{column}`").Prepend($"t.first_day = s.{Next}.day"));
        return first with
        {
            Keys = first.Keys.Join(left, ["source", "visitor"], "left").Persist(),
            Change = $"WHEN MATCHED AND s.{Next} IS NOT NULL THEN UPDATE SET {set} WHEN MATCHED THEN DELETE",
        };
    }
}
