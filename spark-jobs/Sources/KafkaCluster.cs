using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Analytics.SparkJobs.Sources;

/// <summary>What Kafka knows of a topic now.</summary>
/// <param name="Id">Kafka's own id: another one means that the topic was made anew.</param>
/// <param name="Partitions">By number, from 0.</param>
sealed record TopicState(string Name, string Id, IReadOnlyList<PartitionState> Partitions);

/// <summary>The offsets that a partition holds: [Earliest, Latest).</summary>
sealed record PartitionState(int Partition, long Earliest, long Latest);

/// <summary>Asks Kafka about topics and offsets, aside from Spark's own consumers.</summary>
sealed class KafkaCluster(string bootstrapServers) : IDisposable
{
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    readonly IAdminClient _admin = new AdminClientBuilder(
        new AdminClientConfig { BootstrapServers = bootstrapServers, SocketConnectionSetupTimeoutMs = 5_000 }
    )
        .SetLogHandler((_, _) => { }) // Failures come back as exceptions; the runner logs those.
        .Build();

    public string BootstrapServers { get; } = bootstrapServers;

    /// <exception cref="KafkaException">Kafka does not answer, or a topic is not there.</exception>
    public async Task<IReadOnlyList<TopicState>> DescribeAsync(IReadOnlyList<string> topics)
    {
        var described = await _admin.DescribeTopicsAsync(
            TopicCollection.OfTopicNames(topics),
            new DescribeTopicsOptions { RequestTimeout = _patience }
        );
        var partitions = described
            .TopicDescriptions.SelectMany(topic =>
                topic.Partitions.Select(partition => new TopicPartition(topic.Name, partition.Partition))
            )
            .ToList();
        var earliest = await OffsetsAsync(partitions, OffsetSpec.Earliest());
        var latest = await OffsetsAsync(partitions, OffsetSpec.Latest());
        return
        [
            .. described.TopicDescriptions.Select(topic => new TopicState(
                topic.Name,
                topic.TopicId.ToString(),
                [
                    .. partitions
                        .Where(p => p.Topic == topic.Name)
                        .OrderBy(p => p.Partition.Value)
                        .Select(p => new PartitionState(p.Partition.Value, earliest[p], latest[p])),
                ]
            )),
        ];
    }

    /// <summary>The end of each of the partitions: the offset that the next message will get.</summary>
    public Task<IReadOnlyDictionary<TopicPartition, long>> EndsAsync(IEnumerable<TopicPartition> partitions) =>
        OffsetsAsync(partitions, OffsetSpec.Latest());

    async Task<IReadOnlyDictionary<TopicPartition, long>> OffsetsAsync(IEnumerable<TopicPartition> partitions, OffsetSpec spec)
    {
        var listed = await _admin.ListOffsetsAsync(
            partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = spec }),
            new ListOffsetsOptions { RequestTimeout = _patience }
        );
        return listed.ResultInfos.ToDictionary(
            info => info.TopicPartitionOffsetError.TopicPartition,
            info => info.TopicPartitionOffsetError.Offset.Value
        );
    }

    public void Dispose() => _admin.Dispose();
}
