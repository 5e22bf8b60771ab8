using System.Text.Json;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Processes;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.CatchUp;

/// <summary>Fills a topic once; then each contender's queries read it in turn.</summary>
sealed class CatchUpBenchmark(
    Backlog backlog,
    IReadOnlyList<string> queries,
    IReadOnlyList<CatchUpContender> contenders,
    int runs,
    IProgress<string> progress
)
{
    const string Stack = "stack";

    public async Task<int> RunAsync(ReportFiles files, CancellationToken stopping)
    {
        var folder = Path.Combine(Repository.Root, ".run", "benchmark", "catch-up");
        RunFolder.Delete(folder);
        try
        {
            var figures = await MeasureAsync(folder, stopping);
            var report = new CatchUpReport(TimeProvider.System.GetUtcNow(), Machine.Describe(), backlog, figures);
            var tables = report.ToMarkdown();
            Console.WriteLine(tables);
            files.Write(JsonSerializer.Serialize(report, CatchUpReportJson.Default.CatchUpReport), tables);
            return figures.TrueForAll(run => run.Counted == run.Events) ? ExitCodes.Done : ExitCodes.Failed;
        }
        finally
        {
            RunFolder.Keep(Path.Combine(folder, Stack), "logs");
        }
    }

    async Task<List<CatchUpFigures>> MeasureAsync(string folder, CancellationToken stopping)
    {
        await using var stack = await LocalStack.StartAsync(
            new LocalStackOptions(Path.Combine(folder, Stack))
            {
                Parts = Parts.Collector | Parts.Postgres,
                EventPartitions = backlog.Partitions,
            },
            progress,
            stopping
        );
        progress.Report($"{await backlog.FillAsync(stack, Path.Combine(folder, Stack), stopping):N0} events wait");
        var figures = new List<CatchUpFigures>();
        foreach (var _ in Enumerable.Range(1, runs))
        {
            foreach (var (query, contender) in queries.SelectMany(query => contenders.Select(contender => (query, contender))))
            {
                var run = await RunAsync(
                    contender,
                    query,
                    stack,
                    Path.Combine(folder, $"{query}-{contender.Name}"),
                    figures.Count,
                    stopping
                );
                progress.Report(run.ToString());
                figures.Add(run);
            }
        }

        return figures;
    }

    async Task<CatchUpFigures> RunAsync(
        CatchUpContender contender,
        string query,
        LocalStack stack,
        string folder,
        int before,
        CancellationToken stopping
    )
    {
        RunFolder.Delete(folder);
        try
        {
            using var live = await backlog.StartLiveAsync(stack, folder, before + 1);
            return await new CatchUpRun(contender, query, stack, live, folder).RunAsync(stopping);
        }
        finally
        {
            RunFolder.Keep(folder, "logs");
        }
    }
}
