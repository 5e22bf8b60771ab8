using Analytics.Hosting;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Analytics.SparkJobs.Sources;

/// <summary>The current state of a topic in Kafka.</summary>
/// <param name="Id">Kafka's id of the topic: a changed id means that the topic was recreated.</param>
/// <param name="Partitions">The partitions in the order of their numbers, from 0.</param>
sealed record TopicState(string Name, string Id, IReadOnlyList<PartitionState> Partitions);

/// <summary>The offsets that a partition holds: [Earliest, Latest).</summary>
sealed record PartitionState(int Partition, long Earliest, long Latest);

/// <summary>Asks Kafka for topics and offsets, separately from Spark's consumers, and writes what a warm-up reads.</summary>
/// <param name="bootstrapServers">Kafka's bootstrap servers.</param>
/// <param name="client">The settings of a <see cref="KafkaClientFile"/>; empty for a plaintext Kafka.</param>
sealed class KafkaCluster(string bootstrapServers, IReadOnlyDictionary<string, string> client) : IDisposable
{
    /// <summary>The messages under way at once; the producer's queue takes ten times as many.</summary>
    const int MessagesAtOnce = 10_000;

    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    readonly IAdminClient _admin = new AdminClientBuilder(
        new AdminClientConfig(client.ToDictionary()) { BootstrapServers = bootstrapServers, SocketConnectionSetupTimeoutMs = 5_000 }
    )
        .SetLogHandler((_, _) => { }) // Failures are thrown as exceptions, and the runner logs them.
        .Build();

    public string BootstrapServers { get; } = bootstrapServers;

    public IReadOnlyDictionary<string, string> Client { get; } = client;

    /// <exception cref="KafkaException">Kafka does not answer, or a topic does not exist.</exception>
    public async Task<IReadOnlyList<TopicState>> DescribeAsync(IReadOnlyList<string> topics)
    {
        var described = await _admin.DescribeTopicsAsync(
            TopicCollection.OfTopicNames(topics),
            new DescribeTopicsOptions { RequestTimeout = _timeout }
        );
        var partitions = described
            .TopicDescriptions.SelectMany(topic =>
                topic.Partitions.Select(partition => new TopicPartition(topic.Name, partition.Partition))
            )
            .ToList();
        var earliest = await OffsetsAsync(partitions, OffsetSpec.Earliest(), _timeout);
        var latest = await OffsetsAsync(partitions, OffsetSpec.Latest(), _timeout);
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

    /// <summary>
    /// Returns the topics whose messages carry another time than that at which the broker appended them; none when this user may not see
    /// the topics' settings.
    /// </summary>
    public async Task<IReadOnlyList<string>> WithOtherTimesAsync(IReadOnlyList<string> topics)
    {
        try
        {
            var described = await _admin.DescribeConfigsAsync(
                topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic }),
                new DescribeConfigsOptions { RequestTimeout = _timeout }
            );
            return
            [
                .. described
                    .Where(topic => topic.Entries["message.timestamp.type"].Value != "LogAppendTime")
                    .Select(topic => topic.ConfigResource.Name),
            ];
        }
        catch (DescribeConfigsException refused)
            when (refused.Results.Exists(result => result.Error.Code == ErrorCode.TopicAuthorizationFailed))
        {
            return [];
        }
    }

    /// <summary>Creates a topic of one partition that keeps its messages for an hour, unless it exists.</summary>
    /// <exception cref="CreateTopicsException">This user may not, or Kafka refuses.</exception>
    public async Task CreateBriefAsync(string topic)
    {
        try
        {
            await _admin.CreateTopicsAsync(
                [
                    new TopicSpecification
                    {
                        Name = topic,
                        NumPartitions = 1,
                        Configs = new Dictionary<string, string>
                        {
                            ["message.timestamp.type"] = "LogAppendTime",
                            ["retention.ms"] = $"{TimeSpan.FromHours(1).TotalMilliseconds:0}",
                        },
                    },
                ],
                new CreateTopicsOptions { RequestTimeout = _timeout, OperationTimeout = _timeout }
            );
        }
        catch (CreateTopicsException error) when (error.Results[0].Error.Code is ErrorCode.TopicAlreadyExists)
        {
            // An earlier start has created it.
        }
    }

    /// <summary>Writes messages to a topic, and waits until Kafka has them.</summary>
    /// <exception cref="KafkaException">This user may not, or Kafka does not take them.</exception>
    public async Task WriteAsync(string topic, IEnumerable<string> messages)
    {
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig(Client.ToDictionary())
            {
                BootstrapServers = BootstrapServers,
                MessageTimeoutMs = (int)_timeout.TotalMilliseconds,
            }
        )
            .SetLogHandler((_, _) => { })
            .Build();
        foreach (var some in messages.Chunk(MessagesAtOnce))
            await Task.WhenAll(some.Select(message => producer.ProduceAsync(topic, new Message<Null, string> { Value = message })));
    }

    /// <summary>Returns the end offset of each partition: the offset of its next message.</summary>
    /// <exception cref="KafkaException">Kafka does not answer within the limit, or a partition does not exist.</exception>
    public Task<IReadOnlyDictionary<TopicPartition, long>> EndsAsync(IEnumerable<TopicPartition> partitions, TimeSpan limit) =>
        OffsetsAsync(partitions, OffsetSpec.Latest(), limit);

    async Task<IReadOnlyDictionary<TopicPartition, long>> OffsetsAsync(
        IEnumerable<TopicPartition> partitions,
        OffsetSpec spec,
        TimeSpan limit
    )
    {
        var listed = await _admin.ListOffsetsAsync(
            partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = spec }),
            new ListOffsetsOptions { RequestTimeout = limit }
        );
        return listed.ResultInfos.ToDictionary(
            info => info.TopicPartitionOffsetError.TopicPartition,
            info => info.TopicPartitionOffsetError.Offset.Value
        );
    }

    public void Dispose() => _admin.Dispose();
}
