using System.CommandLine;
using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Retention;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Maintains the lake and the warehouse. It removes rows past their retention, compacts the closed days of both tables to few files, since
/// the archive writes a file every ten seconds, removes files that no table refers to after their retention, and creates and drops the
/// warehouse's partitions.
/// </summary>
static class CompactJob
{
    static readonly Option<int> _retentionDays = Options.Number(
        "--retention-days",
        7,
        7,
        3650,
        "Days for which files are kept after no table refers to them: running queries, readers and time travel need them."
    );

    static readonly TimeOption _wait = Options.Time(
        "--wait",
        TimeSpan.FromHours(1),
        TimeSpan.Zero,
        TimeSpan.FromDays(1),
        "The longest wait for a run of reprocess, report, replay or erase, before rows of the lake past their retention are left."
    );

    public static Command Command() =>
        JobCommand.Create(
            "compact",
            """
            Removes rows past their retention, compacts closed days of the lake and removes old files; creates and drops partitions of the
            warehouse.
            Example: ./spark-submit.sh batch compact --dry-run
            """,
            [SharedOptions.Lake, SharedOptions.OptionalWarehouse, GrafanaOptions.Url, GrafanaOptions.TokenFile],
            [_retentionDays, _wait, SharedOptions.DryRun],
            [],
            async (parsed, run, stopping) =>
            {
                var exit = await RunAsync(run, TimeSpan.FromDays(parsed.GetValue(_retentionDays)), _wait.Get(parsed), stopping);
                await GrafanaPush.MissedAsync(run, stopping);
                return exit;
            }
        );

    /// <param name="run">The run.</param>
    /// <param name="retention">The time for which files are kept after no table refers to them.</param>
    /// <param name="wait">The longest wait for a job that reads rows past their retention.</param>
    /// <param name="stopping">Ends the run.</param>
    public static async Task<int> RunAsync(BatchRun run, TimeSpan retention, TimeSpan wait, CancellationToken stopping)
    {
        var isRetained = await RetainAsync(run, TimeSpan.Zero, stopping);

        foreach (var table in new[] { run.Lake.Events, run.Lake.Rejected })
        {
            if (DeltaTable.IsDeltaTable(run.Session, table))
                CompactTable(run, table);
            else
                run.Say($"{table}: no Delta table yet");
        }

        isRetained = isRetained || await RetainAsync(run, wait, stopping);
        foreach (var table in run.Lake.Tables.Where(table => !run.DryRun && DeltaTable.IsDeltaTable(run.Session, table)))
            DeleteOldFiles(run, table, retention);

        MaintainWarehouse(run);
        if (isRetained)
            return ExitCodes.Done;

        run.Say("rows of the lake past their retention: left, since reprocess, report, replay or erase runs. The rest is done");
        return ExitCodes.InUse;
    }

    /// <returns>False where another job runs that reads the rows to remove.</returns>
    static async Task<bool> RetainAsync(BatchRun run, TimeSpan wait, CancellationToken stopping) =>
        run.Warehouse is null || await new LakeRetention(run, await RetentionRules.ReadAsync(run.Warehouse)).ApplyAsync(wait, stopping);

    static void CompactTable(BatchRun run, string table)
    {
        var days = ClosedDays(run.Session, table);
        run.Say($"{table}: {days.Count} closed days of more than one file{(days.Count == 0 ? "" : ": " + string.Join(", ", days))}");
        if (run.DryRun)
        {
            run.Say($"{table}: dry run, nothing changed");
            return;
        }

        foreach (var day in days)
        {
            using (run.CommitLock())
                run.Session.Sql($"OPTIMIZE delta.`{table}` WHERE received_date = DATE '{day}'");

            run.Say($"{table}: {day} compacted");
        }
    }

    static void DeleteOldFiles(BatchRun run, string table, TimeSpan retention)
    {
        using (run.CommitLock())
            DeltaTable.ForPath(run.Session, table).Vacuum(retention.TotalHours);

        run.Say($"{table}: files unused for {retention.TotalDays:0} days removed");
    }

    static List<string> ClosedDays(SparkSession session, string table) =>
        [
            .. DeltaRows
                .Read(session, table)
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

    static void MaintainWarehouse(BatchRun run)
    {
        if (run.Warehouse is null)
        {
            run.Say("warehouse: skipped, no connection string");
            return;
        }

        if (run.DryRun)
        {
            using var count = run.Warehouse.CreateCommand(EmbeddedText.Read(typeof(CompactJob).Assembly, "expire_sessions"));
            run.Say($"warehouse.sessions: {count.ExecuteScalar()} rows are past their retention; dry run, nothing changed");
            return;
        }

        // Two calls: merges wait while partitions change, and must not wait for the deletion of a day's rows.
        var done = Call(run, WarehouseFunctions.Maintain) + Call(run, WarehouseFunctions.DeleteOldRows);
        run.Say($"warehouse: {done} changes to partitions and old rows");
    }

    static int Call(BatchRun run, string function)
    {
        using var command = run.Warehouse!.CreateCommand($"SELECT action, object FROM {function}()");
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        var done = 0;
        for (; reader.Read(); done++)
            run.Say($"warehouse: {reader.GetString(0)} {reader.GetString(1)}");

        return done;
    }
}
