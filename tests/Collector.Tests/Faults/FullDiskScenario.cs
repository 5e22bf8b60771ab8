using System.Diagnostics;
using System.Net;
using Analytics.Contracts;
using Analytics.Testing;
using Analytics.Testing.Disks;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>
/// The spool's disk is full: the collector reports it, acknowledges nothing that it cannot store, even when killed meanwhile, and
/// continues by itself once there is space.
/// </summary>
sealed class FullDiskScenario(FaultBench bench, TestFolder folder, SmallDisk disk) : IOutageScenario
{
    const int Size = 48;
    static readonly TimeSpan _timeout = TimeSpan.FromMinutes(2);
    Topics? _topics;
    CollectorPlace? _place;
    CollectorProcess? _collector;
    KeyedLoad? _load;
    KeyedLoad? _again;
    TimeSpan _said;

    /// <returns>The scenario; null where mounting is not possible.</returns>
    public static FullDiskScenario? TryCreate(FaultBench bench)
    {
        var folder = new TestFolder();
        if (SmallDisk.TryMount(folder.Path, Size) is { } disk)
            return new(bench, folder, disk);

        folder.Dispose();
        return null;
    }

    public async Task BeforeAsync()
    {
        _topics = await bench.TopicsAsync("disk");
        _place = bench.Place(_topics, Path.Combine(disk.Path, "spool"));
        _collector = await _place.StartAsync();
        await _collector.ReadyAsync();
        disk.Fill(20);
    }

    public async Task WhileAwayAsync()
    {
        _load = new KeyedLoad(() => _place!.Url, "disk", 4 * FaultBench.Rate, size: FullSpoolScenario.EventSize);
        await _load.RunAsync(_timeout, () => _load.Results.Count(result => result.Status == 503) >= 20);
        var since = Stopwatch.GetTimestamp();
        await Poll.UntilAsync("the metric says so", async () => await _collector!.MetricAsync("collector_spool_works") == 0);
        _said = Stopwatch.GetElapsedTime(since);
        Assert.InRange(_said, TimeSpan.Zero, FaultBench.Slack * TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _collector!.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Contains("collector.spool.failed", _collector.Output);

        // The collector is killed on its full disk and restarted on it: the spooled events are intact.
        await _collector.KillAsync();
        await _collector.DisposeAsync();
        _collector = await _place!.StartAsync();
        disk.Free();
        await Poll.UntilAsync("the spool takes events again", async () =>
            (await _collector.Http.GetAsync("/health/ready")).IsSuccessStatusCode
        );
        _again = new KeyedLoad(() => _place.Url, "again", FaultBench.Rate);
        await _again.RunAsync(_timeout, () => _again.Results.Any(result => result.Status == 202));
    }

    public async Task AfterAsync()
    {
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, _topics!.Events, "disk", _load!.Results, _timeout);
        var checkAgain = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, _topics.Events, "again", _again!.Results, _timeout);
        FaultReport.Book(
            $"F8 the spool's disk is full (tmpfs of {Size} MB)",
            check,
            _load.Results,
            $"said by the metric after {_said.TotalSeconds:0.0} s"
        );
        check.AssertGood();
        checkAgain.AssertGood();
        Assert.DoesNotContain("collector.spool.corrupt", _collector!.Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();

        disk.Dispose();
        folder.Dispose();
    }
}
