using System.Globalization;
using Analytics.BatchJobs.Runs;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The person's rows of one day of a table.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="IsProof">True for rows that prove which anonymous ids are the person's.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Mentions">The number of rows that name the person only in a text.</param>
sealed record FoundDay(DateOnly Day, bool IsProof, long Rows, long Mentions);

/// <summary>The keys of the person's rows in a table of the lake.</summary>
/// <param name="Store">The table.</param>
/// <param name="Keys">The keys, persisted: rows that arrive later are not among them.</param>
/// <param name="Days">The days of the rows, in order.</param>
sealed record FoundRows(LakeStore Store, DataFrame Keys, IReadOnlyList<FoundDay> Days)
{
    /// <summary>The rows of others whose texts contain the person's ids; null where there are none.</summary>
    public LakeTexts? Texts { get; init; }

    /// <summary>What becomes of the rows: WHEN clauses of MERGE, of a row <c>t</c> of the table and its keys <c>s</c>.</summary>
    public string Change { get; init; } = "WHEN MATCHED THEN DELETE";

    public long Count { get; } = Days.Sum(day => day.Rows);

    public long Mentions { get; } = Days.Sum(day => day.Mentions);

    public static FoundRows Of(LakeStore store, DataFrame keys) =>
        new(
            store,
            keys,
            [
                .. keys.GroupBy(LakeStore.ErasedDay, LakeStore.IsProof)
                    .Agg(Expr("count(1) AS found"), Expr($"count_if({LakeStore.IsMention}) AS mentions"))
                    .Select(Col(LakeStore.ErasedDay).Cast("string"), Col(LakeStore.IsProof), Col("found"), Col("mentions"))
                    .OrderBy(LakeStore.ErasedDay)
                    .Collect()
                    .Select(row => new FoundDay(Day(row.GetAs<string>(0)), row.GetAs<bool>(1), row.GetAs<long>(2), row.GetAs<long>(3))),
            ]
        );

    /// <summary>Returns the UTC days whose sums count these rows.</summary>
    public IReadOnlyList<DateOnly> CountedDays() =>
        [.. Keys.Select(Col(LakeStore.CountedDay).Cast("string")).Distinct().Collect().Select(row => Day(row.GetAs<string>(0)))];

    /// <summary>Removes the rows that are proof, or those that are not.</summary>
    /// <returns>The number of rows removed.</returns>
    public long Remove(BatchRun run, bool isProof) => Remove(run, [.. Days.Where(day => day.IsProof == isProof)]);

    /// <summary>Removes the rows of days, all proof or all not.</summary>
    /// <inheritdoc cref="Remove(BatchRun, bool)"/>
    public long Remove(BatchRun run, params IReadOnlyList<FoundDay> found) =>
        found.Count == 0
            ? 0
            : Store.Merge(run, Keys.Where(Col(LakeStore.IsProof).EqualTo(found[0].IsProof)), [.. found.Select(one => one.Day)], Change);

    static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
