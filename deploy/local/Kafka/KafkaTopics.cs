using Analytics.Contracts;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Analytics.Local;

/// <summary>The topics of the contracts, on a broker.</summary>
public static class KafkaTopics
{
    /// <summary>Events have partitions enough to be read in turn by one task (1 to 6); the others have one.</summary>
    public const int EventPartitions = 3;

    static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    /// <summary>Creates the topics that are not there yet.</summary>
    /// <exception cref="CreateTopicsException">The broker refused.</exception>
    public static async Task CreateAsync(string bootstrapServers, Topics topics)
    {
        using var admin = Admin(bootstrapServers);
        try
        {
            await admin.CreateTopicsAsync(
                [Of(topics.Events, EventPartitions), Of(topics.Historical, 1), Of(topics.Rejected, 1)],
                new CreateTopicsOptions { RequestTimeout = _limit, OperationTimeout = _limit }
            );
        }
        catch (CreateTopicsException error)
            when (error.Results.All(result => result.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // A start on the data of an earlier run.
        }

        await UntilLedAsync(admin, [topics.Events, topics.Historical, topics.Rejected]);
    }

    /// <summary>Deletes the topics.</summary>
    public static async Task DeleteAsync(string bootstrapServers, Topics topics)
    {
        using var admin = Admin(bootstrapServers);
        await admin.DeleteTopicsAsync(
            [topics.Events, topics.Historical, topics.Rejected],
            new DeleteTopicsOptions { RequestTimeout = _limit, OperationTimeout = _limit }
        );
    }

    /// <summary>An admin client that says what is wrong by exceptions alone.</summary>
    public static IAdminClient Admin(string bootstrapServers) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();

    // The answer to a creation comes before every partition has its leader.
    static async Task UntilLedAsync(IAdminClient admin, IReadOnlyCollection<string> names)
    {
        using var limit = new CancellationTokenSource(_limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (
            await Task.Run(() => admin.GetMetadata(_limit), limit.Token) is var known
            && !names.All(name =>
                known.Topics.Any(topic =>
                    topic.Topic == name && topic.Partitions is { Count: > 0 } all && all.All(partition => partition.Leader >= 0)
                )
            )
        )
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    static TopicSpecification Of(string name, int partitions) =>
        new()
        {
            Name = name,
            NumPartitions = partitions,
            ReplicationFactor = 1,
            Configs = new Dictionary<string, string> { ["message.timestamp.type"] = "LogAppendTime" },
        };
}
