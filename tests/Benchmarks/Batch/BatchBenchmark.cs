using System.Text.Json;
using Analytics.Benchmarks.Reports;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.Local.Stack;
using Npgsql;

namespace Analytics.Benchmarks.Batch;

/// <summary>
/// Measures the batch jobs over a closed day: reprocess into an empty warehouse (every row changes), reprocess again (nothing changes),
/// after duplicates were counted (the normal night), and report. Each size has a fresh lake and database.
/// </summary>
sealed class BatchBenchmark(IReadOnlyList<long> sizes, ReportFiles files, IProgress<string> progress)
{
    // With what the JVM needs beside its heap, the driver stays below 2 GB.
    static readonly string[] _memory = ["--driver-memory", "1500m"];

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var runs = new List<JobRun>();
        foreach (var events in sizes)
            runs.AddRange(await MeasureAsync(events, stopping));

        var report = new BatchReport(TimeProvider.System.GetUtcNow(), Machine.Describe(), runs);
        var tables = report.ToMarkdown();
        Console.WriteLine(tables);
        files.Write(JsonSerializer.Serialize(report, BatchReportJson.Default.BatchReport), tables);
        return ExitCodes.Done;
    }

    async Task<List<JobRun>> MeasureAsync(long events, CancellationToken stopping)
    {
        var folder = Path.Combine(Repository.Root, ".run", "benchmark", $"batch-{events}");
        RunFolder.Delete(folder);
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions(folder) { Parts = Parts.Postgres }, progress, stopping);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1).ToString("yyyy-MM-dd");
        var environment = new Dictionary<string, string>
        {
            ["ANALYTICS_LAKE"] = stack.Lake,
            ["ANALYTICS_WAREHOUSE"] = stack.Postgres.ConnectionString(Role.Batch),
        };

        await RunAsync("lake", [Repository.Assembly("Benchmarks"), "lake", "--lake", stack.Lake, "--day", day, "--events", $"{events}"]);
        await MoveLedgersAsync(stack.Postgres.ConnectionString(Role.Writer), events, stopping);
        return
        [
            await RunAsync("reprocess, every row changes", [.. _memory, "batch", "reprocess", "--from", day, "--to", day]),
            await RunAsync("reprocess again, nothing changes", [.. _memory, "batch", "reprocess", "--from", day, "--to", day]),
            await CountTwiceAsync(),
            await RunAsync("report", [.. _memory, "batch", "report", "--day", day]),
        ];

        async Task<JobRun> CountTwiceAsync()
        {
            await using var warehouse = NpgsqlDataSource.Create(stack.Postgres.ConnectionString(Role.Admin));
            await using var count = warehouse.CreateCommand(EmbeddedText.Read(typeof(BatchBenchmark).Assembly, "count_twice"));
            count.CommandTimeout = 0;
            await count.ExecuteNonQueryAsync(stopping);
            return await RunAsync(
                "reprocess, an event in a hundred counted twice",
                [.. _memory, "batch", "reprocess", "--from", day, "--to", day]
            );
        }

        async Task<JobRun> RunAsync(string name, string[] arguments)
        {
            progress.Report($"{events:N0} events: {name}");
            var log = Path.Combine(folder, "logs", $"{name.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}.log");
            var run = await MeasuredJob.RunAsync(events, name, arguments, environment, stack.Postgres.Pid!.Value, log, stopping);
            progress.Report(
                $"{events:N0} events: {name}: {run.Seconds:0.0} s, {run.CpuSeconds:0.0} + {run.PostgresCpuSeconds:0.0} CPU s, "
                    + $"{run.PeakMiB:N0} MiB"
            );
            return run;
        }
    }

    // The ledgers of the live queries are at the lake's ends, and their tables are empty: every event of the lake is missing in them.
    static async Task MoveLedgersAsync(string warehouse, long events, CancellationToken stopping)
    {
        await MoveLedgerAsync(warehouse, QueryNames.LiveMetrics, WarehouseFunctions.MergeLiveMetrics, events, stopping);
        await MoveLedgerAsync(warehouse, QueryNames.Sessions, WarehouseFunctions.MergeSessions, events, stopping);
    }

    static async Task MoveLedgerAsync(string warehouse, string query, string function, long events, CancellationToken stopping)
    {
        var zero = LakeCommand.NextOffsets(events).ToDictionary(end => end.Key, _ => 0L);
        var range = new TopicRange(LakeCommand.TopicId, zero, LakeCommand.NextOffsets(events), zero);
        var batch = new MergeBatch(
            query,
            0,
            TimeProvider.System.GetUtcNow(),
            0,
            new Dictionary<string, TopicRange> { [new Topics().Events] = range }
        );
        await using var source = NpgsqlDataSource.Create(warehouse);
        await using var merge = source.CreateCommand($"SELECT {function}('[]', $1)");
        merge.Parameters.Add(new() { Value = JsonSerializer.Serialize(batch, ContractsJson.Default.MergeBatch) });
        await merge.ExecuteNonQueryAsync(stopping);
    }
}
