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
        var keys = Keys.Where(columns.Contains).Select(key => Col(key));
        return Within(rows, settings)
            .WithColumn(IsProof, isProof ?? Lit(false))
            .WithColumn(IsMention, !has)
            .Where(names is null ? has : has | names)
            .Select([.. keys, Col(Day).Cast("date").As(ErasedDay), Expr(counted).As(CountedDay), Col(IsProof), Col(IsMention)])
            .Persist();
    }

    /// <summary>Returns the table's rows; null when there is no such table.</summary>
    public DataFrame? Rows(BatchRun run) => DeltaRows.Find(run.Session, Path);

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
