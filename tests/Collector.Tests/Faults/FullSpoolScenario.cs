using System.Diagnostics;
using System.Net;
using Analytics.Contracts;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>
/// The spool reaches its limit: clients are told to retry, memory stays bounded, the spooled events stay, and the oldest are sent first
/// afterwards.
/// </summary>
sealed class FullSpoolScenario(FaultBench bench) : IOutageScenario
{
    public const int EventSize = 10_000;
    const int Limit = 64;
    const long MegaByte = 1024 * 1024;
    static readonly TimeSpan _timeout = TimeSpan.FromMinutes(2);
    Topics? _topics;
    CollectorProcess? _collector;
    KeyedLoad? _load;
    long _before;
    long _grown;

    public async Task BeforeAsync()
    {
        _topics = await bench.TopicsAsync("limit");
        _collector = await bench.Place(_topics, null, $"Spool:MaxMegabytes={Limit}").StartAsync();
        await _collector.ReadyAsync();
        var warm = new KeyedLoad(() => _collector.Url, "warm", FaultBench.Rate, size: EventSize);
        await warm.RunAsync(TimeSpan.FromSeconds(1));
        _before = _collector.ResidentBytes;
    }

    public async Task WhileAwayAsync()
    {
        // The clients send as fast as they can, since the test is about the limit.
        _load = new KeyedLoad(() => _collector!.Url, "limit", 4 * FaultBench.Rate, size: EventSize);
        await _load.RunAsync(_timeout, () => _load.Results.Count(result => result.Status == 503) >= 50);
        _grown = _collector!.ResidentBytes - _before;
        Assert.All(_load.Results, result =>
            Assert.True(result is { Status: 202 } or { Status: 503, RetryAfter: >= 1 and <= 300 }, $"{result}")
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _collector.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _collector.Http.GetAsync("/health/live")).StatusCode);
        Assert.InRange(_grown, long.MinValue, (Limit + 150) * MegaByte);
    }

    public async Task AfterAsync()
    {
        var since = Stopwatch.GetTimestamp();
        await Poll.UntilAsync("events go directly again", async () => await _collector!.MetricAsync("collector_spool_mode") == 0, _timeout);
        var drained = Stopwatch.GetElapsedTime(since);
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, _topics!.Events, "limit", _load!.Results, _timeout);
        FaultReport.Book(
            $"F4 Kafka away until the spool's limit of {Limit} MB",
            check,
            _load.Results,
            $"memory +{_grown / MegaByte} MB; drained {drained.TotalSeconds:0.0} s after Kafka was back"
        );
        check.AssertGood();
        Assert.Equal(0, check.Unacknowledged);
        Assert.Equal(0, await _collector!.MetricAsync("collector_spool_bytes"));
    }

    public ValueTask DisposeAsync() => _collector?.DisposeAsync() ?? ValueTask.CompletedTask;
}
