using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sources;

/// <summary>Reads the lake's tables in one shape, whichever version of the archive wrote them.</summary>
static class LakeTable
{
    // Columns that older rows lack; they are parts of keys, so that they are never null here.
    static readonly string[] _later = ["topic_id", "channel"];

    /// <summary>
    /// Returns the canonical events; topic_id and channel are '' in rows that lack them, other columns of an event null.
    /// </summary>
    public static DataFrame Events(SparkSession session, string table)
    {
        var rows = DeltaRows.Read(session, table);
        var missing = SparkSchema.EventColumnNames.Except(rows.Columns()).Except(_later).ToList();
        return _later.Aggregate(missing.Aggregate(rows, WithNull), WithText);
    }

    /// <summary>Returns the rejected events, or null before the first one.</summary>
    public static DataFrame? Rejected(SparkSession session, string table) =>
        DeltaRows.Find(session, table) is { } rows ? WithText(rows, "topic_id") : null;

    static DataFrame WithNull(DataFrame rows, string column) =>
        rows.WithColumn(column, Expr($"CAST(NULL AS {SparkSchema.EventType(column)})"));

    static DataFrame WithText(DataFrame rows, string column) =>
        rows.WithColumn(column, Expr(rows.Columns().Contains(column) ? $"coalesce({column}, '')" : "''"));
}
