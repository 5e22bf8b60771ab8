using Analytics.Contracts;
using Confluent.Kafka;

namespace Analytics.Testing.Kafka;

/// <summary>Reads every message of the topics, from the beginning.</summary>
public static class TopicReader
{
    /// <summary>Reads until it is stopped, on the calling thread.</summary>
    /// <param name="take">Gets each message, those of a partition in their order.</param>
    public static void Read(string bootstrapServers, Topics topics, Action<ConsumeResult<byte[]?, byte[]>> take, CancellationToken stopping)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = bootstrapServers,
                GroupId = topics.Prefix,
                EnableAutoCommit = false,
                FetchWaitMaxMs = 20,
            }
        ).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        string[] names = [topics.Events, topics.Historical, topics.Rejected];
        consumer.Assign(
            names.SelectMany(name =>
                admin
                    .GetMetadata(name, TimeSpan.FromSeconds(10))
                    .Topics[0]
                    .Partitions.Select(partition => new TopicPartitionOffset(name, partition.PartitionId, Offset.Beginning))
            )
        );
        while (!stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: not null } result)
                take(result);
        }
    }
}
