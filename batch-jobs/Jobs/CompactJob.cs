using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Maintains the lake and the warehouse. It compacts the closed days of both tables to few files, since the archive writes a file every
/// ten seconds, removes files that no table refers to after their retention, and creates and drops the warehouse's partitions.
/// </summary>
static class CompactJob
{
    static readonly TimeSpan _lockLimit = TimeSpan.FromMinutes(10);

    public static int Run(BatchSettings settings, Progress progress)
    {
        var session = LakeSession.Create("compact");
        var lake = new LakeFolder(settings.Lake);
        foreach (var table in new[] { lake.Events, lake.Rejected })
        {
            if (DeltaTable.IsDeltaTable(session, table))
                CompactTable(session, lake, table, settings, progress);
            else
                progress.Say($"{table}: no Delta table yet");
        }

        MaintainWarehouse(settings, progress);
        session.Stop();
        return ExitCodes.Done;
    }

    static void CompactTable(SparkSession session, LakeFolder lake, string table, BatchSettings settings, Progress progress)
    {
        var days = ClosedDays(session, table);
        progress.Say($"{table}: {days.Count} closed days of more than one file{(days.Count == 0 ? "" : ": " + string.Join(", ", days))}");
        if (settings.DryRun)
        {
            progress.Say($"{table}: dry run, nothing changed");
            return;
        }

        foreach (var day in days)
        {
            using (LakeLock.Take(lake, LakeLock.CommitFile, _lockLimit, TimeProvider.System))
                session.Sql($"OPTIMIZE delta.`{table}` WHERE received_date = DATE '{day}'");

            progress.Say($"{table}: {day} compacted");
        }

        using (LakeLock.Take(lake, LakeLock.CommitFile, _lockLimit, TimeProvider.System))
            DeltaTable.ForPath(session, table).Vacuum(settings.Retention.TotalHours);

        progress.Say($"{table}: files unused for {settings.Retention.TotalDays:0} days removed");
    }

    static List<string> ClosedDays(SparkSession session, string table) =>
        [
            .. session
                .Read()
                .Format("delta")
                .Load(table)
                .Where("received_date < current_date()")
                .SelectExpr("CAST(received_date AS STRING) AS day", "input_file_name() AS file")
                .Distinct()
                .GroupBy("day")
                .Count()
                .Where("count > 1")
                .OrderBy("day")
                .Collect()
                .Select(row => row.GetAs<string>(0)),
        ];

    static void MaintainWarehouse(BatchSettings settings, Progress progress)
    {
        if (settings.Warehouse is null || settings.DryRun)
        {
            progress.Say(settings.Warehouse is null ? "warehouse: skipped, no connection string" : "warehouse: dry run, nothing changed");
            return;
        }

        using var warehouse = NpgsqlDataSource.Create(settings.Warehouse);
        using var command = warehouse.CreateCommand("SELECT action, object FROM warehouse.maintain()");
        using var reader = command.ExecuteReader();
        var done = 0;
        for (; reader.Read(); done++)
            progress.Say($"warehouse: {reader.GetString(0)} {reader.GetString(1)}");

        progress.Say($"warehouse: {done} changes to partitions");
    }
}
