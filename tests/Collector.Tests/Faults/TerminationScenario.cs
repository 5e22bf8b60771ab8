using System.Diagnostics;
using Analytics.Contracts;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>
/// SIGTERM under load, with a gateway that stops sending when readiness fails: no request is cut off and no event is lost, with Kafka
/// up and with Kafka down.
/// </summary>
sealed class TerminationScenario(FaultBench bench) : IOutageScenario
{
    static readonly TimeSpan _ended = TimeSpan.FromSeconds(15);
    static readonly TimeSpan _toDrain = TimeSpan.FromSeconds(60);
    CollectorPlace? _place;
    Topics? _topics;
    KeyedLoad? _away;
    CollectorProcess? _next;
    TimeSpan _took;

    public async Task BeforeAsync()
    {
        _topics = await bench.TopicsAsync("term");
        _place = bench.Place(_topics, null, "Drain:ShutdownDelay=00:00:05"); // Enough for every client to see that it drains.
        var (load, took) = await TerminateAsync("there");
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, _topics.Events, "there", load.Results, _toDrain);
        FaultReport.Book("F2 SIGTERM", check, load.Results, $"ended after {took.TotalSeconds:0.0} s");
        check.AssertGood();
    }

    public async Task WhileAwayAsync() => (_away, _took) = await TerminateAsync("away");

    public async Task AfterAsync()
    {
        _next = await _place!.StartAsync();
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, _topics!.Events, "away", _away!.Results, _toDrain);
        FaultReport.Book("F2 SIGTERM while Kafka is away", check, _away.Results, $"ended after {_took.TotalSeconds:0.0} s");
        check.AssertGood();
    }

    public ValueTask DisposeAsync() => _next?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task<(KeyedLoad Load, TimeSpan Took)> TerminateAsync(string run)
    {
        await using var collector = await _place!.StartAsync();
        await collector.ReadyAsync();
        var load = new KeyedLoad(() => _place.Url, run, FaultBench.Rate);
        using var lookAway = new CancellationTokenSource();
        var running = load.RunAsync(lookAway.Token);
        await Poll.UntilAsync("the load flows", () => load.Results.Count(result => result.IsAcked) >= FaultBench.Rate / 25);

        var since = Stopwatch.GetTimestamp();
        collector.Terminate();
        await Poll.UntilAsync("readiness fails", async () => !(await collector.Http.GetAsync("/health/ready")).IsSuccessStatusCode);
        await lookAway.CancelAsync();
        await running;
        Assert.Equal(0, await collector.ExitAsync());
        var took = Stopwatch.GetElapsedTime(since);
        Assert.All(load.Results, result => Assert.True(result.IsAcked, $"{result}"));
        Assert.InRange(took, TimeSpan.Zero, FaultBench.Slack * _ended);
        return (load, took);
    }
}
