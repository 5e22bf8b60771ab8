using Analytics.Contracts;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Analytics.Local.Kafka;

/// <summary>Creates and deletes the contracts' topics on a broker.</summary>
public static class KafkaTopics
{
    /// <summary>The usual partitions of the events topic; the other topics have one.</summary>
    public const int EventPartitions = 3;

    static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    /// <summary>Creates the missing topics.</summary>
    /// <exception cref="CreateTopicsException">The broker refused.</exception>
    /// <exception cref="TimeoutException">A partition has no leader in time.</exception>
    /// <param name="client">Further settings of the client, with librdkafka's names.</param>
    /// <param name="replicas">The replicas of each partition; with more than one, an event is stored when more than half have it.</param>
    /// <param name="partitions">The partitions of the events topic.</param>
    public static async Task CreateAsync(
        string bootstrapServers,
        Topics topics,
        IReadOnlyDictionary<string, string>? client = null,
        short replicas = 1,
        int partitions = EventPartitions
    )
    {
        using var admin = Admin(bootstrapServers, client);
        try
        {
            await admin.CreateTopicsAsync(
                [Of(topics.Events, partitions, replicas), Of(topics.Historical, 1, replicas), Of(topics.Rejected, 1, replicas)],
                new CreateTopicsOptions { RequestTimeout = _limit, OperationTimeout = _limit }
            );
        }
        catch (CreateTopicsException error)
            when (error.Results.All(result => result.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // The topic exists after a start on the data of an earlier run.
        }

        await UntilLedAsync(admin, [topics.Events, topics.Historical, topics.Rejected]);
    }

    /// <summary>Gives a topic more partitions; it never loses any.</summary>
    /// <param name="partitions">The number of its partitions afterwards, more than it has.</param>
    /// <exception cref="CreatePartitionsException">The broker refused.</exception>
    public static async Task GrowAsync(string bootstrapServers, string topic, int partitions)
    {
        using var admin = Admin(bootstrapServers);
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = partitions }]);
        await UntilLedAsync(admin, [topic]);
    }

    /// <summary>Deletes the topics.</summary>
    public static async Task DeleteAsync(string bootstrapServers, Topics topics, IReadOnlyDictionary<string, string>? client = null)
    {
        using var admin = Admin(bootstrapServers, client);
        await admin.DeleteTopicsAsync(
            [topics.Events, topics.Historical, topics.Rejected],
            new DeleteTopicsOptions { RequestTimeout = _limit, OperationTimeout = _limit }
        );
    }

    /// <summary>Returns an admin client that reports errors only by exceptions.</summary>
    public static IAdminClient Admin(string bootstrapServers, IReadOnlyDictionary<string, string>? client = null) =>
        new AdminClientBuilder(new AdminClientConfig(client?.ToDictionary() ?? []) { BootstrapServers = bootstrapServers })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();

    // Kafka answers a creation before every partition has its leader.
    static async Task UntilLedAsync(IAdminClient admin, IReadOnlyCollection<string> names)
    {
        using var limit = new CancellationTokenSource(_limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (!AreLed(await Task.Run(() => admin.GetMetadata(_limit), limit.Token), names))
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"Kafka has a partition without a leader after {_limit.TotalSeconds:0} s, of {string.Join(", ", names)}."
            );
        }
    }

    static bool AreLed(Metadata known, IReadOnlyCollection<string> names) =>
        names.All(name =>
            known.Topics.Any(topic =>
                topic.Topic == name && topic.Partitions is { Count: > 0 } all && all.All(partition => partition.Leader >= 0)
            )
        );

    static TopicSpecification Of(string name, int partitions, short replicas) =>
        new()
        {
            Name = name,
            NumPartitions = partitions,
            ReplicationFactor = replicas,
            Configs = new Dictionary<string, string>
            {
                ["message.timestamp.type"] = "LogAppendTime",
                ["min.insync.replicas"] = $"{(replicas / 2) + 1}",
            },
        };
}
