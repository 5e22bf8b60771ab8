using Analytics.Local.Kafka;
using Analytics.SparkJobs.Sources;
using Analytics.Testing;
using Confluent.Kafka.Admin;

namespace SparkJobs.Tests.Sources;

public sealed class KafkaClusterTests(TestEnvironment environment)
{
    [Fact]
    public async Task Names_the_topics_whose_messages_carry_their_producers_times()
    {
        await using var topics = await environment.CreateTopicsAsync();
        using var cluster = new KafkaCluster(topics.BootstrapServers, topics.Client);
        string[] all = [topics.Topics.Events, topics.Topics.Rejected];
        Assert.Empty(await cluster.WithOtherTimesAsync(all));

        using var admin = KafkaTopics.Admin(topics.BootstrapServers);
        var entry = new ConfigEntry
        {
            Name = "message.timestamp.type",
            Value = "CreateTime",
            IncrementalOperation = AlterConfigOpType.Set,
        };
        await admin.IncrementalAlterConfigsAsync(
            new() { [new ConfigResource { Type = ResourceType.Topic, Name = topics.Topics.Events }] = [entry] }
        );
        Assert.Equal([topics.Topics.Events], await cluster.WithOtherTimesAsync(all));
    }
}
