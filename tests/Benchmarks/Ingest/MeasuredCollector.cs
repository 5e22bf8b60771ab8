using Analytics.Benchmarks.Processes;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Processes;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.Ingest;

/// <summary>A collector before a real Kafka, in a folder that no other benchmark uses at the same time.</summary>
sealed class MeasuredCollector : IAsyncDisposable
{
    readonly FileLock _mine;

    MeasuredCollector(FileLock mine, string folder, KafkaBroker kafka, Local.Components.Collector collector) =>
        (_mine, Folder, Kafka, Collector) = (mine, folder, kafka, collector);

    public string Folder { get; }
    public KafkaBroker Kafka { get; }
    public Local.Components.Collector Collector { get; }

    /// <summary>Returns null, after a line on standard error, when another benchmark has the folder.</summary>
    /// <param name="settings">The collector's settings by their names in the environment.</param>
    public static async Task<MeasuredCollector?> TryStartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken stopping)
    {
        var folder = LocalStackOptions.Named("benchmark-collector").Folder;
        var mine = await BenchmarkLock.TryTakeAsync(folder);
        if (mine is null)
            return null;

        RunFolder.Delete(folder);
        var kafka = new KafkaBroker(folder);
        var collector = new Local.Components.Collector(folder, new CollectorOptions(kafka.BootstrapServers) { Settings = settings });
        var started = new MeasuredCollector(mine, folder, kafka, collector);
        try
        {
            await kafka.StartAsync(stopping);
            await KafkaTopics.CreateAsync(kafka.BootstrapServers, new Contracts.Topics());
            await collector.StartAsync(stopping);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops both, and keeps only their logs.</summary>
    public async ValueTask DisposeAsync()
    {
        await Collector.DisposeAsync();
        await Kafka.DisposeAsync();
        RunFolder.Keep(Folder, "logs");
        _mine.Dispose();
    }
}
