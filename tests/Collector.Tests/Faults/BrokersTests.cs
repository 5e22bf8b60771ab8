using System.Net;
using Analytics.Contracts;
using Analytics.Local.Kafka;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>
/// Three brokers whose topics need two of them: leaders are killed one after the other, then two at once. Three JVMs more are too much for
/// every run: <c>tests/Faults.Tests/run.sh --all</c> runs it.
/// </summary>
[Collection(FaultBench.Name)]
public sealed class BrokersTests(FaultBench bench) : IDisposable
{
    const int Kills = 5;
    static readonly TimeSpan _timeout = TimeSpan.FromMinutes(3);
    readonly TestFolder _folder = new();

    [Fact(Explicit = true)]
    [Trait("Fault", "F23")]
    public async Task Killed_leaders_lose_nothing_and_with_two_brokers_away_events_wait_in_the_spool()
    {
        await using var kafka = new ThreeBrokers(_folder.Path);
        await kafka.StartAsync(TestContext.Current.CancellationToken);
        var topics = new Topics("brokers");
        await KafkaTopics.CreateAsync(kafka.BootstrapServers, topics, replicas: 3);
        var place = bench.Place(topics, null, $"Kafka:BootstrapServers={kafka.BootstrapServers}");
        await using var collector = await place.StartAsync();
        await collector.ReadyAsync();
        var load = new KeyedLoad(() => collector.Url, "brokers", FaultBench.Rate);
        using var over = new CancellationTokenSource();
        var running = load.RunAsync(over.Token);

        for (var kill = 0; kill < Kills; kill++)
        {
            await DirectAsync(collector);
            await kafka.LeaderOf(topics.Events, kill % KafkaTopics.EventPartitions).KillAsync();
            await DirectAsync(collector);
            await kafka.StartAsync(TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(kafka.Brokers.Take(2).Select(broker => broker.KillAsync()));
        await Poll.UntilAsync("events go to the spool", async () => await collector.MetricAsync("collector_spool_mode") == 1, _timeout);
        var before = load.Results.Count;
        await Poll.UntilAsync("requests are answered meanwhile", () => load.Results.Count > before + 100, _timeout);
        var away = load.Results.Count;
        await Task.Delay(FaultBench.Outage, TestContext.Current.CancellationToken);
        var meanwhile = load.Results.Skip(away).ToList();
        Assert.NotEmpty(meanwhile);
        Assert.DoesNotContain(meanwhile, result => result.Status == (int)HttpStatusCode.OK);
        await kafka.StartAsync(TestContext.Current.CancellationToken);
        await DirectAsync(collector);

        await over.CancelAsync();
        await running;
        var check = await LoadCheck.ReadAsync(kafka.BootstrapServers, topics.Events, "brokers", load.Results, _timeout);
        FaultReport.Book($"F23 three brokers: {Kills} leaders killed -9, then two brokers at once", check, load.Results, "");
        check.AssertGood();
        Assert.All(load.Results, result => Assert.True(result.IsAcked, $"{result}"));
    }

    static Task DirectAsync(CollectorProcess collector) =>
        Poll.UntilAsync(
            "events go to Kafka and none waits in the spool",
            async () =>
                await collector.MetricAsync("collector_spool_mode") == 0 && await collector.MetricAsync("collector_spool_events") == 0,
            _timeout
        );

    public void Dispose() => _folder.Dispose();
}
