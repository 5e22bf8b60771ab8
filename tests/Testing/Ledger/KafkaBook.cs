using Analytics.Contracts;
using Confluent.Kafka;

namespace Analytics.Testing.Ledger;

/// <summary>A message as read by an independent consumer.</summary>
public sealed record KafkaMessage(Place Place, string? Id);

/// <summary>Reads the topics with a separate consumer.</summary>
public sealed class KafkaBook(string bootstrapServers, Topics topics) : IDisposable
{
    static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    readonly IConsumer<Ignore, byte[]?> _consumer = new ConsumerBuilder<Ignore, byte[]?>(
        new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = "ledger-check",
            EnableAutoCommit = false,
        }
    ).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <summary>Returns the current end offset of each partition.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Ends() =>
        Partitions().ToDictionary(partition => partition, partition => _consumer.QueryWatermarkOffsets(partition, _limit).High.Value);

    /// <summary>Returns every message of the ranges.</summary>
    /// <exception cref="TimeoutException">Kafka does not return them in time.</exception>
    public IEnumerable<KafkaMessage> Read(IEnumerable<Range> ranges)
    {
        foreach (var range in ranges.Where(range => range.To > range.From))
        {
            var partition = new TopicPartition(range.Topic, range.Partition);
            _consumer.Assign(new TopicPartitionOffset(partition, range.From));
            for (var next = range.From; next < range.To; )
            {
                var read = _consumer.Consume(_limit)
                    ?? throw new TimeoutException($"Kafka gives nothing of {partition} from {next}, and should up to {range.To}.");
                next = read.Offset.Value + 1;
                if (read.Offset.Value < range.To)
                {
                    yield return new(
                        new(range.Topic, range.Partition, read.Offset.Value),
                        read.Message.Value is { } bytes ? EventId.Of(bytes) : null
                    );
                }
            }

            _consumer.Unassign();
        }
    }

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    IEnumerable<TopicPartition> Partitions()
    {
        using var admin = Analytics.Local.Kafka.KafkaTopics.Admin(bootstrapServers);
        var known = admin.GetMetadata(_limit).Topics.ToDictionary(topic => topic.Topic);
        return
        [
            .. new[] { topics.Events, topics.Historical, topics.Rejected }.SelectMany(name =>
                known[name].Partitions.Select(partition => new TopicPartition(name, partition.PartitionId))
            ),
        ];
    }
}
