using Analytics.Contracts;
using Analytics.Local.Kafka;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Sources;
using Analytics.SparkJobs.WarmUp;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Security;

/// <summary>
/// A broker with TLS, users and rules: the jobs read it, and each user may do what the rules of deploy/kafka say and nothing else.
/// </summary>
public sealed class SecuredKafkaTests(SparkFixture spark, TestEnvironment environment)
{
    const string Collector = "analytics-collector";
    const string Spark = "analytics-spark";
    const string Stranger = "stranger";

    static readonly string[] _users = [Collector, Spark, Stranger];
    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    static readonly Dictionary<string, (string Who, string[] May)> _matrix = new()
    {
        ["write"] = ("writes an event", [Collector]),
        ["read"] = ("reads an event", [Collector, Spark]),
        ["describe"] = ("sees a topic's offsets", [Collector, Spark]),
        ["describe configs"] = ("sees a topic's settings", [Spark]),
        ["create"] = ("creates a topic", []),
        ["alter"] = ("adds partitions", []),
        ["delete"] = ("deletes a topic", []),
    };

    [Fact]
    public async Task Jobs_read_it_and_users_may_do_what_the_rules_say_and_nothing_else()
    {
        using var folder = new TestFolder();
        await using var kafka = await SecuredKafka.StartAsync(folder.Path, _users);
        var topics = new TestTopics(kafka.Broker.BootstrapServers, new Topics("analytics")) { Client = kafka.Client(), AreKept = true };
        await KafkaTopics.CreateAsync(topics.BootstrapServers, topics.Topics, topics.Client);
        await kafka.AllowAsync();

        await CountsWhatTheCollectorWritesAsync(kafka, topics);
        Task[] denials =
        [
            DeniesAsync("A plaintext client", kafka, []),
            DeniesAsync("Who trusts another authority", kafka, kafka.Client(Spark).Where(setting => setting.Key != "ssl.ca.location")),
            DeniesAsync("A wrong password", kafka, [.. kafka.Client(Collector), new("sasl.username", Spark)]),
        ];
        await Task.WhenAll([.. denials, .. Cells().Select(cell => CheckAsync(kafka, topics.Topics, cell.User, cell.Operation))]);
    }

    static IEnumerable<(string User, string Operation)> Cells() =>
        _matrix.Keys.SelectMany(operation => _users.Select(user => (user, operation)));

    static async Task CheckAsync(SecuredKafka kafka, Topics topics, string user, string operation)
    {
        var (what, allowed) = _matrix[operation];
        var may = await Task.Run(() => MayAsync(operation, kafka, user, topics), TestContext.Current.CancellationToken);
        Assert.True(may == allowed.Contains(user), $"{user} {what}: {(may ? "allowed" : "denied")}");
    }

    async Task CountsWhatTheCollectorWritesAsync(SecuredKafka kafka, TestTopics topics)
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, topics with { Client = kafka.Client(Spark) });
        // Without events the warm-up has nothing to read, and it may not create a topic.
        Assert.Empty(WarmUpMessages.Find(stream.Context, 1, out _));
        using var query = stream.Run(LiveMetricsJob.Plan);
        using (var producer = Producer(kafka, Collector, isIdempotent: true))
        {
            foreach (var value in Events.Good(100))
                producer.Produce(topics.Topics.Events, new Message<Null, byte[]?> { Value = value });

            producer.Flush(_timeout);
        }

        await stream.CommittedAsync(QueryNames.LiveMetrics, 100);
    }

    static async Task<bool> MayAsync(string operation, SecuredKafka kafka, string user, Topics topics)
    {
        try
        {
            await TryAsync(operation, kafka, user, topics);
            return true;
        }
        catch (KafkaException refused) when (IsDenial(refused))
        {
            return false;
        }
    }

    static async Task TryAsync(string operation, SecuredKafka kafka, string user, Topics topics)
    {
        using var admin = KafkaTopics.Admin(kafka.Broker.BootstrapServers, kafka.Client(user));
        switch (operation)
        {
            case "write":
                using (var producer = Producer(kafka, user, isIdempotent: false))
                    await producer.ProduceAsync(topics.Historical, new Message<Null, byte[]?> { Value = [1] });
                break;
            case "read":
                Read(kafka, user, topics.Events);
                break;
            case "describe":
                using (var cluster = new KafkaCluster(kafka.Broker.BootstrapServers, kafka.Client(user)))
                    await cluster.DescribeAsync([topics.Events]);
                break;
            case "describe configs":
                await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topics.Events }]);
                break;
            case "create":
                await admin.CreateTopicsAsync([new TopicSpecification { Name = "analytics.other", NumPartitions = 1 }]);
                break;
            case "alter":
                await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topics.Rejected, IncreaseTo = 2 }]);
                break;
            default:
                await admin.DeleteTopicsAsync([topics.Rejected]);
                break;
        }
    }

    static void Read(SecuredKafka kafka, string user, string topic)
    {
        var config = new ConsumerConfig(kafka.Client(user)) { BootstrapServers = kafka.Broker.BootstrapServers, GroupId = user };
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, 3).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        // librdkafka waits without an error for a topic that it may not see.
        var timeout = user == Stranger ? TimeSpan.FromSeconds(3) : _timeout;
        while (true)
        {
            try
            {
                if (consumer.Consume(timeout) is null)
                    throw new KafkaException(ErrorCode.TopicAuthorizationFailed);

                return;
            }
            catch (ConsumeException error) when (error.Error.Code == ErrorCode.GroupAuthorizationFailed && user != Collector)
            {
                // A user without a rule for its group reads messages, but cannot store offsets.
            }
        }
    }

    static IProducer<Null, byte[]?> Producer(SecuredKafka kafka, string user, bool isIdempotent) =>
        new ProducerBuilder<Null, byte[]?>(
            new ProducerConfig(kafka.Client(user)) { BootstrapServers = kafka.Broker.BootstrapServers, EnableIdempotence = isIdempotent }
        )
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();

    static async Task DeniesAsync(string who, SecuredKafka kafka, IEnumerable<KeyValuePair<string, string>> client)
    {
        var settings = client.GroupBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Last().Value);
        using var admin = KafkaTopics.Admin(kafka.Broker.BootstrapServers, settings);
        var error = await Task.Run(
            () => Record.Exception(() => admin.GetMetadata(TimeSpan.FromSeconds(3))),
            TestContext.Current.CancellationToken
        );
        Assert.True(error is KafkaException, $"{who} was taken.");
    }

    // Kafka says that a topic is unknown to who may not describe it.
    static bool IsDenial(KafkaException refused) =>
        Codes(refused)
            .All(code =>
                code
                    is ErrorCode.TopicAuthorizationFailed
                        or ErrorCode.ClusterAuthorizationFailed
                        or ErrorCode.GroupAuthorizationFailed
                        or ErrorCode.UnknownTopicOrPart
            );

    static IEnumerable<ErrorCode> Codes(KafkaException refused) =>
        refused switch
        {
            CreateTopicsException topics => topics.Results.Select(result => result.Error.Code),
            DeleteTopicsException topics => topics.Results.Select(result => result.Error.Code),
            CreatePartitionsException partitions => partitions.Results.Select(result => result.Error.Code),
            DescribeConfigsException configs => configs.Results.Select(result => result.Error.Code),
            DescribeTopicsException described => described.Results.TopicDescriptions.Select(topic => topic.Error.Code),
            _ => [refused.Error.Code],
        };
}
