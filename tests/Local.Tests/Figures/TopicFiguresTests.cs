using Analytics.Contracts;
using Analytics.Local.Figures;
using Analytics.Local.Processes;
using Confluent.Kafka;

namespace Local.Tests.Figures;

public sealed class TopicFiguresTests(TestEnvironment environment)
{
    [Fact]
    public async Task Counts_the_messages_of_every_partition()
    {
        await using var topics = await environment.CreateTopicsAsync();
        using var figures = new TopicFigures(topics.BootstrapServers, topics.Topics);
        Assert.Equal((0, 0), await figures.PublishedAsync());

        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = topics.BootstrapServers }).Build();
        await PublishAsync(topics.Topics.Events, 0);
        await PublishAsync(topics.Topics.Events, 2);
        await PublishAsync(topics.Topics.Events, 2);
        await PublishAsync(topics.Topics.Historical, 0);
        await PublishAsync(topics.Topics.Rejected, 0);
        await PublishAsync(topics.Topics.Rejected, 0);

        Assert.Equal((4, 2), await figures.PublishedAsync());

        Task PublishAsync(string topic, int partition) =>
            producer.ProduceAsync(
                new TopicPartition(topic, partition),
                new Message<Null, string> { Value = "{}" },
                TestContext.Current.CancellationToken
            );
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_has_no_count()
    {
        using var figures = new TopicFigures($"127.0.0.1:{Ports.Free()}", new Topics());
        await Assert.ThrowsAnyAsync<KafkaException>(figures.PublishedAsync);
    }
}
