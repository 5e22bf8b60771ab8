using Analytics.Contracts;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace Analytics.BatchJobs.Sources;

/// <summary>Finds the UTC days of which the lake has data, from the partitions of its tables.</summary>
static class LakeDays
{
    /// <returns>The days in which events were received or whose visitors are derived, ascending.</returns>
    public static IReadOnlyList<DateOnly> Of(SparkSession session, LakeFolder lake) =>
        [.. Partitions(session, lake.Events, "received_date").Union(Partitions(session, lake.VisitorDays, "day")).Order()];

    static IEnumerable<DateOnly> Partitions(SparkSession session, string table, string column) =>
        DeltaTable.IsDeltaTable(session, table)
            ? session
                .Read()
                .Format("delta")
                .Load(table)
                .Select(column)
                .Distinct()
                .Collect()
                .Select(row => DateOnly.FromDateTime(row.GetAs<Date>(0).ToDateTime()))
            : [];
}
