using System.Globalization;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Transforms;
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
    const string View = "erased_rows";

    // The archive waits for a commit; its files are those of the person's rows only.
    const int DaysPerCommit = 7;

    /// <summary>The boolean column of found rows that prove which anonymous ids are the person's; they are removed last.</summary>
    public const string IsProof = "is_proof";

    /// <summary>The boolean column of found rows that only name the person, in a text.</summary>
    public const string IsMention = "is_mention";

    /// <summary>The day column of found rows.</summary>
    public const string ErasedDay = "erased_day";

    /// <summary>The UTC day of found rows whose sums count the row.</summary>
    public const string CountedDay = "counted_day";

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
        return Within(rows, settings)
            .WithColumn(IsProof, isProof ?? Lit(false))
            .WithColumn(IsMention, !has)
            .Where(names is null ? has : has | names)
            .Select([.. KeyColumns(columns), Expr(counted).As(CountedDay), Col(IsProof), Col(IsMention)])
            .Persist();
    }

    /// <summary>Returns the columns that <see cref="Merge"/> finds a row by.</summary>
    /// <param name="columns">The columns of the table, which lacks some keys if an earlier version created it.</param>
    public IEnumerable<Column> KeyColumns(IReadOnlyList<string> columns) =>
        Keys.Where(columns.Contains).Select(key => Col(key)).Append(Col(Day).Cast("date").As(ErasedDay));

    /// <summary>Returns the table's rows; null when there is no such table.</summary>
    public DataFrame? Rows(BatchRun run) => DeltaRows.Find(run.Session, Path);

    /// <summary>Changes the rows of days that have the keys of others; of a partitioned table a few days in a commit.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rows">The keys, with <see cref="ErasedDay"/>, and what the change takes from them.</param>
    /// <param name="days">The days; each once.</param>
    /// <param name="change">What becomes of a row <c>t</c> that a row <c>s</c> matches: WHEN clauses of MERGE.</param>
    /// <returns>The number of rows changed.</returns>
    public long Merge(BatchRun run, DataFrame rows, IReadOnlyList<DateOnly> days, string change) =>
        IsPartitioned ? days.Chunk(DaysPerCommit).Sum(part => Commit(run, rows, part, change))
        : days.Count > 0 ? Commit(run, rows, days, change)
        : 0;

    // The log keeps the condition of a commit: it joins columns, and has no value of the person in it.
    long Commit(BatchRun run, DataFrame rows, IReadOnlyList<DateOnly> days, string change)
    {
        var list = string.Join(", ", days.Select(day => $"DATE '{DayOption.Text(day)}'"));
        var columns = rows.Columns();
        IEnumerable<string> on =
        [
            IsPartitioned ? $"t.`{Day}` IN ({list})" : "true",
            $"t.`{Day}` <=> s.{ErasedDay}",
            .. Keys.Where(columns.Contains).Select(key => $"t.`{key}` <=> s.`{key}`"),
        ];
        rows.Where($"{ErasedDay} IN ({list})").CreateOrReplaceTempView(View);
        using var commit = run.CommitLock();
        var merged = run
            .Session.Sql($"MERGE INTO delta.`{Path}` AS t USING {View} AS s ON {string.Join(" AND ", on)} {change}")
            .Select("num_affected_rows")
            .Collect();
        return Convert.ToInt64(merged.Single().Get(0), CultureInfo.InvariantCulture);
    }

    /// <summary>Returns the rows of the sources and days that are asked for.</summary>
    public DataFrame Within(DataFrame rows, EraseSettings settings)
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
