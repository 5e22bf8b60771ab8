using Confluent.Kafka;

namespace SparkJobs.Tests.Jobs;

/// <content>Writes to the topics, and changes them.</content>
sealed partial class TestStream
{
    public void Publish(string topic, IEnumerable<byte[]?> values)
    {
        foreach (var value in values)
            _producer.Produce(topic, new Message<string?, byte[]?> { Value = value });

        _producer.Flush();
    }

    /// <summary>Publishes to one partition in a transaction.</summary>
    public void PublishInTransaction(string topic, IEnumerable<byte[]?> values, bool commit)
    {
        var config = new ProducerConfig { BootstrapServers = _topics.BootstrapServers, TransactionalId = topic };
        using var producer = new ProducerBuilder<string?, byte[]?>(config).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(Deadline);
        producer.BeginTransaction();
        foreach (var value in values)
            producer.Produce(new TopicPartition(topic, 0), new Message<string?, byte[]?> { Value = value });

        producer.Flush();
        if (commit)
            producer.CommitTransaction();
        else
            producer.AbortTransaction();
    }

    IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _topics.BootstrapServers }).Build();

    public async Task DropTopicAsync(string topic)
    {
        using var admin = Admin();
        await admin.DeleteTopicsAsync([topic]);
    }

    /// <summary>Returns the first and the next offset of each partition of a topic.</summary>
    public IReadOnlyList<(TopicPartition Partition, WatermarkOffsets Offsets)> Watermarks(string topic)
    {
        using var admin = Admin();
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(
            new ConsumerConfig { BootstrapServers = _topics.BootstrapServers, GroupId = topic }
        ).Build();
        return
        [
            .. admin
                .GetMetadata(topic, Deadline)
                .Topics.Single()
                .Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))
                .Select(partition => (partition, consumer.QueryWatermarkOffsets(partition, Deadline))),
        ];
    }

    /// <summary>Removes the messages of a partition below an offset, as Kafka's retention does.</summary>
    public async Task RemoveBelowAsync(TopicPartitionOffset first)
    {
        using var admin = Admin();
        await admin.DeleteRecordsAsync([first]);
    }
}
