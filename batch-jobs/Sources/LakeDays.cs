using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Sources;

/// <summary>Finds the UTC days of which the lake has data, from the partitions of its tables.</summary>
static class LakeDays
{
    /// <returns>The days in which events were received or whose visitors are derived, ascending.</returns>
    public static IReadOnlyList<DateOnly> Of(SparkSession session, LakeFolder lake) =>
        [.. Partitions(session, lake.Events, "received_date").Union(Partitions(session, lake.VisitorDays, "day")).Order()];

    /// <summary>Returns true while the lake keeps a day, by the retention that compact follows.</summary>
    /// <param name="warehouse">The warehouse, which has the rules.</param>
    /// <param name="day">The day.</param>
    /// <param name="source">The only source; null for every one.</param>
    /// <param name="withRejected">Whether it has to keep the rejected events too.</param>
    /// <param name="stopping">Stops the run.</param>
    public static async Task<bool> KeepsAsync(
        NpgsqlDataSource warehouse,
        DateOnly day,
        string? source,
        bool withRejected,
        CancellationToken stopping
    )
    {
        await using var command = warehouse.CreateCommand($"SELECT {WarehouseFunctions.LakeKeeps}($1, $2, $3)");
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = (object?)source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = withRejected });
        return await command.ExecuteScalarAsync(stopping) is true;
    }

    static IEnumerable<DateOnly> Partitions(SparkSession session, string table, string column) =>
        DeltaRows
            .Find(session, table)
            ?.Select(column)
            .Distinct()
            .Collect()
            .Select(row => DateOnly.FromDateTime(row.GetAs<Date>(0).ToDateTime()))
        ?? [];
}
