using System.Globalization;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>A table of the lake from which a person's rows are removed.</summary>
/// <param name="Name">The table's name, as in the receipt.</param>
/// <param name="Path">The table's folder.</param>
/// <param name="Keys">The columns that tell a row from every other.</param>
/// <param name="Day">The column of the UTC day.</param>
/// <param name="IsPartitioned">True when the table is partitioned by the day.</param>
/// <param name="Statistics">The columns whose values the table's log may hold.</param>
sealed record LakeStore(string Name, string Path, IReadOnlyList<string> Keys, string Day, bool IsPartitioned, string Statistics)
{
    /// <summary>The boolean column of found rows that prove which anonymous ids are the person's; they are removed last.</summary>
    public const string IsProof = "is_proof";

    /// <summary>The boolean column of found rows that only name the person, in a text.</summary>
    public const string IsMention = "is_mention";

    const string View = "erased_rows";
    const string ErasedDay = "erased_day";

    /// <summary>The UTC day of found rows whose sums count the row.</summary>
    const string CountedDay = "counted_day";

    /// <summary>Returns the keys of the rows that are the person's.</summary>
    /// <param name="rows">The table's rows.</param>
    /// <param name="settings">The sources and days.</param>
    /// <param name="has">True for a row with an id in its columns.</param>
    /// <param name="names">True for a row that names the person in a text; null where the table has no texts.</param>
    /// <param name="isProof">True for a row that proves which anonymous ids are the person's.</param>
    public DataFrame Find(DataFrame rows, EraseSettings settings, Column has, Column? names, Column? isProof)
    {
        var columns = rows.Columns();
        var counted = columns.Contains("occurred_at") ? "to_date(occurred_at)" : Day;
        var keys = Keys.Where(columns.Contains).Select(key => Col(key));
        return Within(rows, settings)
            .WithColumn(IsProof, isProof ?? Lit(false))
            .WithColumn(IsMention, !has)
            .Where(names is null ? has : has | names)
            .Select([.. keys, Col(Day).Cast("date").As(ErasedDay), Expr(counted).As(CountedDay), Col(IsProof), Col(IsMention)])
            .Persist();
    }

    /// <summary>Removes found rows, a day at a time, each in one commit under the lake's lock.</summary>
    /// <remarks>
    /// The rows are joined by their keys, because the condition of a commit is kept in the table's log: it has no value of the person in it.
    /// </remarks>
    /// <returns>The number of rows removed.</returns>
    public long Remove(BatchRun run, DataFrame found)
    {
        var condition = string.Join(" AND ", Keys.Where(found.Columns().Contains).Select(key => $"t.`{key}` <=> s.`{key}`"));
        if (!IsPartitioned)
            return Merge(run, found, condition);

        return Days(found, ErasedDay)
            .Select(DayOption.Text)
            .Sum(day => Merge(run, found.Where($"{ErasedDay} = DATE '{day}'"), $"t.`{Day}` = DATE '{day}' AND {condition}"));
    }

    long Merge(BatchRun run, DataFrame found, string condition)
    {
        if (found.IsEmpty())
            return 0;

        found.CreateOrReplaceTempView(View);
        using var commit = run.CommitLock();
        var merged = run
            .Session.Sql($"MERGE INTO delta.`{Path}` AS t USING {View} AS s ON {condition} WHEN MATCHED THEN DELETE")
            .Select("num_deleted_rows")
            .Collect();
        return Convert.ToInt64(merged.Single().Get(0), CultureInfo.InvariantCulture);
    }

    /// <summary>Returns the UTC days whose sums count a found row.</summary>
    public static IReadOnlyList<DateOnly> CountedDays(DataFrame found) => Days(found, CountedDay);

    static IReadOnlyList<DateOnly> Days(DataFrame found, string day) =>
        [
            .. found
                .Select(Col(day).Cast("string"))
                .Where($"{day} IS NOT NULL")
                .Distinct()
                .OrderBy(day)
                .Collect()
                .Select(row => DateOnly.Parse(row.GetAs<string>(0), CultureInfo.InvariantCulture)),
        ];

    /// <summary>Returns the table's rows; null when there is no such table.</summary>
    public DataFrame? Rows(BatchRun run) =>
        DeltaTable.IsDeltaTable(run.Session, Path) ? run.Session.Read().Format("delta").Load(Path) : null;

    DataFrame Within(DataFrame rows, EraseSettings settings)
    {
        if (settings.Source is { } source)
            rows = rows.Where(Col("source").EqualTo(source) | Col("source").IsNull());
        if (settings.From is { } from)
            rows = rows.Where($"`{Day}` >= DATE '{DayOption.Text(from)}'");
        if (settings.To is { } to)
            rows = rows.Where($"`{Day}` <= DATE '{DayOption.Text(to)}'");
        return rows;
    }
}
