using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Gold;

/// <summary>Writes the derived tables of one UTC day to the lake, each in one commit: the same rows again change nothing.</summary>
/// <param name="run">The run.</param>
/// <param name="day">The day.</param>
/// <param name="source">The only source; null for all.</param>
sealed class GoldTables(BatchRun run, DateOnly day, string? source)
{
    string Range => $"day = {UtcDay.Literal(day)}{(source is null ? "" : $" AND source = {Literal(source)}")}";

    // In a literal of Spark SQL a backslash begins an escape.
    static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>Replaces the day's rows.</summary>
    public void Replace(DataFrame rows, string table)
    {
        using var commit = run.CommitLock();
        rows.Write()
            .Format("delta")
            .Mode("overwrite")
            .PartitionBy("day")
            .Option("mergeSchema", true)
            .Option("replaceWhere", Range)
            .Save(table);
    }

    /// <summary>Keeps the least first day of each visitor, with what was known of that day.</summary>
    public void MergeFirst(DataFrame rows, string table)
    {
        using var commit = run.CommitLock();
        if (!DeltaTable.IsDeltaTable(run.Session, table))
        {
            rows.Write().Format("delta").Save(table);
            return;
        }

        // The merge has only visitors that the day changes: a matched row makes Delta write its file again.
        var known = DeltaRows.Read(run.Session, table).Where($"first_day < {UtcDay.Literal(day)}").Select("source", "visitor");
        DeltaTable
            .ForPath(run.Session, table)
            .As("known")
            .Merge(
                rows.Join(known, ["source", "visitor"], "left_anti").As("day"),
                "known.source = day.source AND known.visitor = day.visitor"
            )
            .WhenMatched()
            .UpdateAll()
            .WhenNotMatched()
            .InsertAll()
            .Execute();
    }
}
