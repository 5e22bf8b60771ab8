using Analytics.Contracts;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Processes;
using Confluent.Kafka;
using Local.Tests.Processes;

namespace Local.Tests.Kafka;

public sealed class KafkaBrokerTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_events_and_port_over_kill_and_stop_and_frees_the_port()
    {
        var topics = new Topics();
        await using var broker = new KafkaBroker(_folder.Path) { JavaOptions = FastCompiler.Java };
        await broker.StartAsync(TestContext.Current.CancellationToken);
        MappedArchive.AssertIn(broker.Pid!.Value, "kafka");
        await KafkaTopics.CreateAsync(broker.BootstrapServers, topics);
        await PublishAsync(broker, topics, "first");

        var killed = broker.Pid!.Value;
        await broker.KillAsync();
        Assert.False(Signals.IsAlive(killed));
        await broker.StartAsync(TestContext.Current.CancellationToken);
        await KafkaTopics.CreateAsync(broker.BootstrapServers, topics);
        await PublishAsync(broker, topics, "second");

        await broker.StopAsync();
        await broker.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["first", "second"], Read(broker, topics));

        await broker.StopAsync();
        Assert.False(Ports.IsServed(int.Parse(broker.BootstrapServers.Split(':')[1])));
    }

    static async Task PublishAsync(KafkaBroker broker, Topics topics, string value)
    {
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig { BootstrapServers = broker.BootstrapServers, Acks = Acks.All }
        ).Build();
        var report = await producer.ProduceAsync(
            topics.Rejected,
            new Message<Null, string> { Value = value },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(PersistenceStatus.Persisted, report.Status);
        Assert.Equal(TimestampType.LogAppendTime, report.Timestamp.Type);
    }

    static List<string> Read(KafkaBroker broker, Topics topics)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(
            new ConsumerConfig
            {
                BootstrapServers = broker.BootstrapServers,
                GroupId = "test",
                EnablePartitionEof = true,
            }
        ).Build();
        consumer.Assign(new TopicPartitionOffset(topics.Rejected, 0, Offset.Beginning));
        var values = new List<string>();
        while (consumer.Consume(TestContext.Current.CancellationToken) is { IsPartitionEOF: false } read)
            values.Add(read.Message.Value);
        return values;
    }
}
