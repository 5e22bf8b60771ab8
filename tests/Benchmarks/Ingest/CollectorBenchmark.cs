using System.Text.Json;
using Analytics.Benchmarks.Ingest.Sending;
using Analytics.Benchmarks.Ingest.Servers;
using Analytics.Benchmarks.Processes;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Kafka;

namespace Analytics.Benchmarks.Ingest;

/// <summary>The times and the number of a server's measurements.</summary>
/// <param name="Seconds">The time of one measurement.</param>
/// <param name="Warm">The time of traffic before the first one.</param>
/// <param name="Runs">The number of measurements.</param>
sealed record IngestTimes(double Seconds, double Warm, int Runs);

/// <summary>Measures the collector before a real Kafka and the servers to compare with, in turn, under the same traffic.</summary>
sealed class CollectorBenchmark(IReadOnlyList<IngestLoad> loads, IngestTimes times, ReportFiles files, IProgress<string> progress)
{
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        await using var measured = await MeasuredCollector.TryStartAsync(new Dictionary<string, string>(), stopping);
        if (measured is null)
            return ExitCodes.InUse;

        await using var bare = new BareServer(measured.Folder);
        await using var nginx = StaticNginx.Program is null ? null : new StaticNginx(measured.Folder);
        HttpComponent[] others = nginx is null ? [bare] : [bare, nginx];
        foreach (var server in others)
            await server.StartAsync(stopping);

        HttpComponent[] servers = [measured.Collector, .. others];

        using var generator = new SendingProcess();
        var report = new IngestReport(
            TimeProvider.System.GetUtcNow(),
            Machine.Describe(),
            times.Seconds,
            times.Runs,
            loads,
            [.. loads.SelectMany(load => servers.Select(server => new IngestResult(server.Name, load.Name, [], [])))],
            nginx is null ? ["nginx is not installed: it did not take part."] : []
        );
        await MeasureAsync(report, servers, generator, measured.Kafka, stopping);
        await Task.WhenAll(servers.Select(server => server.StopAsync()));
        await Console.Out.WriteLineAsync(IngestMarkdown.Of(report));
        return report.IsGood ? ExitCodes.Done : ExitCodes.Failed;
    }

    async Task MeasureAsync(
        IngestReport report,
        HttpComponent[] servers,
        SendingProcess generator,
        KafkaBroker kafka,
        CancellationToken stopping
    )
    {
        foreach (var load in loads)
        {
            foreach (var server in servers)
            {
                await generator.SendAsync(
                    Order(server, load, rate: 0, server.Name == "collector" ? times.Warm : Math.Min(times.Warm, 2)),
                    () => { },
                    stopping
                );
            }
        }

        for (var turn = 1; turn <= times.Runs; turn++)
        {
            foreach (var load in loads)
            {
                foreach (var server in servers)
                {
                    var result = report.Results.Single(one => one.Server == server.Name && one.Load == load.Name);
                    result.Most.Add(await WindowAsync(server, load, rate: 0, generator, kafka, stopping));
                    result.Half.Add(await WindowAsync(server, load, load.HalfOfGoal, generator, kafka, stopping));
                    progress.Report(Line(result, turn));
                }
            }

            files.Write(JsonSerializer.Serialize(report, IngestJson.Default.IngestReport), IngestMarkdown.Of(report));
        }
    }

    async Task<IngestRun> WindowAsync(
        HttpComponent server,
        IngestLoad load,
        double rate,
        SendingProcess generator,
        KafkaBroker kafka,
        CancellationToken stopping
    )
    {
        List<MeasuredProcess> processes = [new(server.Name, server.Pid!.Value), new("generator", generator.Pid)];
        if (server is Local.Components.Collector)
            processes.Add(new("kafka", kafka.Pid!.Value));

        CpuReading? before = null;
        var sent = await generator.SendAsync(
            Order(server, load, rate, times.Seconds),
            () => before = CpuReading.Take(TimeProvider.System, processes),
            stopping
        );
        var after = CpuReading.Take(TimeProvider.System, processes);
        return new IngestRun(
            sent,
            sent.Answered * load.Events,
            after.ByName.ToDictionary(now => now.Key, now => now.Value - before!.ByName[now.Key])
        );
    }

    static SendOrder Order(HttpComponent server, IngestLoad load, double rate, double seconds)
    {
        var url = new Uri(server.Url);
        return new SendOrder(url.Host, url.Port, CollectorOptions.Key, load.Events, load.Gzip, load.Connections, rate, seconds);
    }

    static string Line(IngestResult result, int turn)
    {
        var (most, half) = (result.Most[^1], result.Half[^1]);
        return $"{result.Load}, {result.Server}, run {turn}: {most.EventsPerSecond:N0} "
            + $"events/s, {most.CpuPerMillion(result.Server):0.0} CPU s per million; at half of the goal "
            + $"p50 {half.Sent.P50:0.0} p99 {half.Sent.P99:0.0} "
            + $"ms{(half.Sent.Failure ?? most.Sent.Failure) switch { null => "", var failure => $"; FAILED: {failure}" }}";
    }
}
