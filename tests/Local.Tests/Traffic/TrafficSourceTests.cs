using System.Diagnostics;
using System.Text.Json;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Processes;
using Analytics.Local.Traffic;
using Analytics.Local.Traffic.History;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;
using Confluent.Kafka;

namespace Local.Tests.Traffic;

public sealed class TrafficSourceTests(TestEnvironment environment) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sends_at_its_rate_and_books_what_the_collector_answered_and_Kafka_holds()
    {
        await using var topics = await environment.CreateTopicsAsync();
        await using var collector = new Collector(
            _folder.Path,
            new CollectorOptions(topics.BootstrapServers)
            {
                TopicPrefix = topics.Topics.Prefix,
                // The events counted below are in Kafka once they are answered.
                Settings = new Dictionary<string, string> { ["Spool__FailoverAfter"] = "00:00:10" },
            }
        );
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var ledger = Path.Combine(_folder.Path, "sent.jsonl");
        using var source = new TrafficSource(
            new TrafficOptions(collector.Url, CollectorOptions.Key, 400)
            {
                For = TimeSpan.FromSeconds(3),
                AppKey = CollectorOptions.AppKey,
                Seed = 3,
                Ledger = ledger,
            },
            TimeProvider.System
        );

        var took = Stopwatch.StartNew();
        await source.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1200, source.Counts.Sent);
        Assert.True(took.Elapsed > TimeSpan.FromSeconds(3));
        Assert.Equal(0, source.Counts.Unknown);
        Assert.Equal(source.Counts.Broken, source.Counts.Rejected);
        Assert.Equal(source.Counts.Sent, source.Counts.Accepted + source.Counts.Rejected);
        Assert.Equal(source.Counts.Accepted, Messages(topics, topics.Topics.Events, KafkaTopics.EventPartitions));
        Assert.Equal(source.Counts.Rejected, Messages(topics, topics.Topics.Rejected, 1));

        var lines = (await File.ReadAllLinesAsync(ledger, TestContext.Current.CancellationToken))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(1200, lines.Select(line => line.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(source.Counts.Rejected, lines.Count(line => line.GetProperty("result").GetString() == "rejected"));
        Assert.InRange(lines.Count(line => line.GetProperty("source").GetString() == "app"), 190, 290);
    }

    [Fact]
    public async Task Past_events_are_published_to_the_historical_topic_once()
    {
        await using var topics = await environment.CreateTopicsAsync();
        await using var collector = new Collector(
            _folder.Path,
            new CollectorOptions(topics.BootstrapServers) { TopicPrefix = topics.Topics.Prefix }
        );
        await collector.StartAsync(TestContext.Current.CancellationToken);
        using var source = new HistorySource(
            new TrafficOptions(collector.Url, CollectorOptions.ServerKey, 1)
            {
                AppKey = CollectorOptions.AppServerKey,
                BatchSize = 500,
                Concurrency = 4,
                RetryFor = TimeSpan.FromMinutes(1),
            },
            TimeSpan.FromDays(30),
            10_000,
            TimeProvider.System
        );

        await source.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(10_000, source.Counts.Accepted);
        await Poll.UntilAsync(
            () => Task.FromResult(Messages(topics, topics.Topics.Historical, 1)),
            messages => messages >= 10_000,
            messages => $"the historical topic holds {messages} of 10000 events"
        );
        Assert.Equal(10_000, Messages(topics, topics.Topics.Historical, 1));
        Assert.Equal(0, Messages(topics, topics.Topics.Events, KafkaTopics.EventPartitions));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_leaves_every_event_unknown()
    {
        using var source = new TrafficSource(
            new TrafficOptions($"http://127.0.0.1:{Ports.Free()}", CollectorOptions.Key, 100) { For = TimeSpan.FromSeconds(0.5) },
            TimeProvider.System
        );
        await source.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(50, source.Counts.Sent);
        Assert.Equal(50, source.Counts.Unknown);
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_written_ends_the_traffic_with_the_reason()
    {
        using var source = new TrafficSource(
            new TrafficOptions($"http://127.0.0.1:{Ports.Free()}", CollectorOptions.Key, 20_000) { Ledger = "/dev/full" },
            TimeProvider.System
        );

        // Without a duration it would send for ever.
        var thrown = await Assert.ThrowsAsync<IOException>(() =>
            source.RunAsync(TestContext.Current.CancellationToken).WaitAsync(Poll.Deadline, TestContext.Current.CancellationToken)
        );

        Assert.Contains("No space left", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_whose_ledger_cannot_be_written_ends_too()
    {
        using var source = new HistorySource(
            new TrafficOptions($"http://127.0.0.1:{Ports.Free()}", CollectorOptions.ServerKey, 1) { Ledger = "/dev/full" },
            TimeSpan.FromDays(2),
            1_000_000,
            TimeProvider.System
        );

        await Assert.ThrowsAsync<IOException>(() =>
            source.RunAsync(TestContext.Current.CancellationToken).WaitAsync(Poll.Deadline, TestContext.Current.CancellationToken)
        );
        Assert.InRange(source.Counts.Sent, 1, 500_000);
    }

    static long Messages(TestTopics topics, string topic, int partitions)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(
            new ConsumerConfig { BootstrapServers = topics.BootstrapServers, GroupId = "test" }
        ).Build();
        return Enumerable
            .Range(0, partitions)
            .Sum(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), TimeSpan.FromSeconds(20)).High.Value);
    }
}
