using System.Diagnostics;
using System.Net;
using Analytics.Contracts;
using Analytics.Hosting.Processes;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>Kafka is down, the collector is killed, or both at once: acknowledged events arrive once and in order.</summary>
[Collection(FaultBench.Name)]
public sealed class OutageTests(FaultBench bench)
{
    static readonly TimeSpan _toDrain = TimeSpan.FromSeconds(90);

    // These are the targets for 99 of 100 requests while Kafka is down, and for a collector that is killed. A slow Kafka is given three
    // times Spool:FailoverAfter.
    static readonly TimeSpan _answered = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan _readyAgain = TimeSpan.FromSeconds(5);

    // The spool's events are sent this long after both Kafka and the collector are back.
    static readonly TimeSpan _spoolSent = TimeSpan.FromSeconds(15);

    [Fact]
    [Trait("Fault", "F3")]
    [Trait("Fault", "F10")]
    [Trait("Runs", "Alone")]
    public async Task Kafka_is_killed_or_frozen_and_no_client_sees_anything_but_200_and_202()
    {
        var topics = await bench.TopicsAsync("outage");
        await using var collector = await bench.Place(topics).StartAsync();
        await collector.ReadyAsync();
        var load = new KeyedLoad(() => collector.Url, "outage", FaultBench.Rate);
        var recoveries = new List<double>();
        using var over = new CancellationTokenSource();
        var running = load.RunAsync(over.Token);
        await UntilSentAsync(load, 1);
        for (var round = 0; round < Math.Max(2, FaultBench.Rounds); round++)
        {
            // A killed broker closes its connections; a frozen one only stops answering.
            var isFrozen = round % 2 == 1;
            if (isFrozen)
                Assert.True(bench.Kafka.Send(Signal.Stop));
            else
                await bench.Kafka.KillAsync();

            await Task.Delay(FaultBench.Outage, TestContext.Current.CancellationToken);
            Assert.Equal(
                HttpStatusCode.OK,
                (await collector.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode
            );
            if (isFrozen)
                Assert.True(bench.Kafka.Send(Signal.Continue));
            else
                await bench.Kafka.StartAsync(TestContext.Current.CancellationToken);

            recoveries.Add(await SentAsync(collector));
        }

        await over.CancelAsync();
        await running;
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, topics.Events, "outage", load.Results, _toDrain);
        FaultReport.Book(
            "F3 Kafka killed -9 (each second round: frozen), and back",
            check,
            load.Results,
            $"spool drained {recoveries.Max():0.0} s after Kafka was back"
        );
        check.AssertGood();
        Assert.All(load.Results, result => Assert.True(result.IsAcked, $"{result}"));
        Assert.InRange(FaultReport.AnsweredWithin(load.Results, 0.99), 0, FaultBench.Slack * _answered.TotalMilliseconds);
        Assert.InRange(recoveries.Max(), 0, FaultBench.Slack * _spoolSent.TotalSeconds);
        Assert.Contains(load.Results, result => result.Status == 202);
        Assert.Equal(HttpStatusCode.OK, (await collector.Http.GetAsync("/health/sink", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Kafka_pauses_and_what_it_is_slow_to_acknowledge_is_answered_from_the_spool_and_is_in_Kafka_once()
    {
        var topics = await bench.TopicsAsync("slow");
        await using var collector = await bench.Place(topics).StartAsync();
        await collector.ReadyAsync();
        var load = new KeyedLoad(() => collector.Url, "slow", FaultBench.Rate);
        using var over = new CancellationTokenSource();
        var running = load.RunAsync(over.Token);
        await UntilSentAsync(load, 1);
        for (var pause = 0; pause < 5 * FaultBench.Rounds; pause++)
        {
            var before = await collector.MetricAsync("collector_spool_copied_total");
            Assert.True(bench.Kafka.Send(Signal.Stop));
            await Poll.UntilAsync("events are copied", async () => await collector.MetricAsync("collector_spool_copied_total") > before);
            Assert.True(bench.Kafka.Send(Signal.Continue));
            await Poll.UntilAsync(
                "the spool is empty and unused",
                async () =>
                    await collector.MetricAsync("collector_spool_mode") == 0 && await collector.MetricAsync("collector_spool_events") == 0,
                _toDrain
            );
        }

        await over.CancelAsync();
        await running;
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, topics.Events, "slow", load.Results, _toDrain);
        var copied = await collector.MetricAsync("collector_spool_copied_total");
        FaultReport.Book("Kafka paused until events are copied to the spool", check, load.Results, $"{copied} events copied");
        check.AssertGood();
        Assert.All(load.Results, result => Assert.True(result.IsAcked, $"{result}"));
        Assert.Contains(load.Results, result => result.Status == 202);
    }

    [Fact]
    [Trait("Fault", "F1")]
    public async Task The_collector_is_killed_and_what_it_acknowledged_is_in_Kafka_once()
    {
        var topics = await bench.TopicsAsync("killed");
        await KillAsync("F1 collector killed -9, clients retry", topics, FaultBench.Rounds + 1, kafkaIsAway: false);
    }

    [Fact]
    [Trait("Fault", "F1")]
    public async Task The_collector_is_killed_while_Kafka_is_away_and_while_the_spool_drains()
    {
        var topics = await bench.TopicsAsync("both");
        await KillAsync("F1 the same while Kafka is away and comes back", topics, FaultBench.Rounds + 1, kafkaIsAway: true);
    }

    async Task KillAsync(string fault, Topics topics, int rounds, bool kafkaIsAway)
    {
        var place = bench.Place(topics);
        var collector = await place.StartAsync();
        await collector.ReadyAsync();
        var load = new KeyedLoad(() => place.Url, "killed", FaultBench.Rate, retries: true);
        using var over = new CancellationTokenSource();
        var running = load.RunAsync(over.Token);
        await UntilSentAsync(load, 1);
        var slowest = 0.0;
        var kafkaReturns = Task.CompletedTask;
        for (var round = 0; round < rounds; round++)
        {
            if (kafkaIsAway && round % 2 == 0)
            {
                await kafkaReturns;
                await bench.Kafka.KillAsync();
            }

            await UntilSentAsync(load, FaultBench.Rate / 25);
            if (kafkaIsAway && round % 2 == 1)
                await SomethingDrainedAsync(collector);

            await collector.KillAsync();
            await collector.DisposeAsync();
            if (kafkaIsAway && round % 2 == 0)
                kafkaReturns = bench.Kafka.StartAsync(TestContext.Current.CancellationToken);

            var since = Stopwatch.GetTimestamp();
            collector = await place.StartAsync();
            await collector.ReadyAsync();
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(since).TotalSeconds);
        }

        await kafkaReturns;
        var sent = await SentAsync(collector);
        await over.CancelAsync();
        await running;
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, topics.Events, "killed", load.Results, _toDrain);
        await collector.DisposeAsync();
        FaultReport.Book(
            fault,
            check,
            load.Results,
            $"{rounds} kills; ready again after {slowest:0.0} s, spool sent {sent:0.0} s later; "
                + $"{load.Results.Sum(result => result.Attempts - 1)} retries"
        );
        check.AssertGood();
        Assert.All(load.Results, result => Assert.True(result.IsAcked, $"{result}"));
        Assert.InRange(slowest, 0, FaultBench.Slack * _readyAgain.TotalSeconds);
        Assert.InRange(sent, 0, FaultBench.Slack * _spoolSent.TotalSeconds);
    }

    /// <summary>Waits until the spool's events are sent and new ones go directly, and returns how many seconds that takes.</summary>
    static async Task<double> SentAsync(CollectorProcess collector)
    {
        var since = Stopwatch.GetTimestamp();
        await Poll.UntilAsync("events go directly again", async () => await collector.MetricAsync("collector_spool_mode") == 0, _toDrain);
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Waits until the drain has begun; it need not have ended.</summary>
    static Task SomethingDrainedAsync(CollectorProcess collector) =>
        Poll.UntilAsync("the spool drains", async () => await collector.MetricAsync("collector_spool_drained_total") > 0, _toDrain);

    static Task UntilSentAsync(KeyedLoad load, int more)
    {
        var enough = load.Results.Count(result => result.IsAcked) + more;
        return Poll.UntilAsync($"{more} more requests are acknowledged", () => load.Results.Count(result => result.IsAcked) >= enough);
    }
}
