using System.Text.Json;
using Analytics.Benchmarks.Ingest.Sending;
using Analytics.Benchmarks.Processes;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Components;

namespace Analytics.Benchmarks.Ingest.Neighbors;

/// <summary>Measures what a quiet key notices of another key that sends as fast as it is answered.</summary>
/// <param name="rate">Requests a second of the quiet key, one event each.</param>
sealed class NeighborsBenchmark(IngestTimes times, double rate, ReportFiles files, IProgress<string> progress)
{
    const int NoisyEvents = 100;
    const int NoisyConnections = 24;
    const int QuietConnections = 16;

    /// <summary>The time for which the other key sends before the quiet one, in seconds: enough to use up its burst.</summary>
    const int Ahead = 3;

    /// <summary>The limit of browser keys that the collector has by default, and a local run raises.</summary>
    static readonly Dictionary<string, string> _settings = new() { ["RateLimits__BrowserEventsPerSecond"] = "5000" };

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        await using var measured = await MeasuredCollector.TryStartAsync(_settings, stopping);
        if (measured is null)
            return ExitCodes.InUse;

        using var quiet = new SendingProcess();
        using var noisy = new SendingProcess();
        var report = new NeighborsReport(
            TimeProvider.System.GetUtcNow(),
            Machine.Describe(),
            times.Seconds,
            times.Runs,
            rate,
            NoisyEvents,
            [.. Neighbor.All.Select(neighbor => new NeighborResult(neighbor.Name, []))]
        );
        foreach (var neighbor in Neighbor.All)
            await WindowAsync(measured, quiet, noisy, neighbor, times.Warm, stopping);

        for (var turn = 1; turn <= times.Runs; turn++)
        {
            foreach (var (neighbor, result) in Neighbor.All.Zip(report.Results))
            {
                var run = await WindowAsync(measured, quiet, noisy, neighbor, times.Seconds, stopping);
                result.Runs.Add(run);
                progress.Report(
                    $"{neighbor.Name}, run {turn}: p50 {run.Quiet.P50:0.00}, p99 {run.Quiet.P99:0.00}, max {run.Quiet.Max:0.0} ms"
                        + (run.Quiet.Failure is { } failure ? $"; FAILED: {failure}" : "")
                );
            }
        }

        files.Write(JsonSerializer.Serialize(report, NeighborsJson.Default.NeighborsReport), report.Markdown());
        await Console.Out.WriteLineAsync(report.Markdown());
        return report.IsGood ? ExitCodes.Done : ExitCodes.Failed;
    }

    async Task<NeighborRun> WindowAsync(
        MeasuredCollector measured,
        SendingProcess quiet,
        SendingProcess noisy,
        Neighbor neighbor,
        double seconds,
        CancellationToken stopping
    )
    {
        List<MeasuredProcess> processes =
        [
            new("collector", measured.Collector.Pid!.Value),
            new("kafka", measured.Kafka.Pid!.Value),
            new("quiet generator", quiet.Pid),
            new("other generator", noisy.Pid),
        ];
        var url = new Uri(measured.Collector.Url);
        SendOrder Order(string key, int events, int connections, double rate, double seconds) =>
            new(url.Host, url.Port, key, events, Gzip: false, connections, rate, seconds);

        // The other key begins before the quiet key, with its burst, and ends after it.
        var begun = new TaskCompletionSource();
        var beside = neighbor.Key is { } key
            ? noisy.SendAsync(Order(key, NoisyEvents, NoisyConnections, rate: 0, Ahead + seconds + 1), begun.SetResult, stopping)
            : null;
        if (beside is not null)
        {
            await Task.WhenAny(begun.Task, beside);
            await Task.Delay(TimeSpan.FromSeconds(Ahead), stopping);
        }

        CpuReading? before = null;
        var sent = await quiet.SendAsync(
            Order(CollectorOptions.AppServerKey, events: 1, QuietConnections, rate, seconds),
            () => before = CpuReading.Take(TimeProvider.System, processes),
            stopping
        );
        var after = CpuReading.Take(TimeProvider.System, processes);
        return new NeighborRun(
            sent,
            beside is null ? null : await beside,
            after.ByName.ToDictionary(now => now.Key, now => (now.Value - before!.ByName[now.Key]) / sent.Seconds)
        );
    }
}
