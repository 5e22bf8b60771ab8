using Analytics.Contracts;
using Analytics.Local.Kafka;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Analytics.Local.Figures;

/// <summary>Counts the messages of topics from which none was deleted, as those of a new run: the end offset of each partition.</summary>
public sealed class TopicFigures(string bootstrapServers, Topics topics) : IDisposable
{
    static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    readonly IAdminClient _admin = KafkaTopics.Admin(bootstrapServers);

    /// <summary>Returns the number of events, historical ones included, and of rejected events.</summary>
    /// <exception cref="KafkaException">Kafka does not answer in time.</exception>
    public async Task<(long Events, long Rejected)> PublishedAsync()
    {
        string[] names = [topics.Events, topics.Historical, topics.Rejected];
        var known = await Task.Run(() => _admin.GetMetadata(_limit));
        var listed = await _admin.ListOffsetsAsync(
            known
                .Topics.Where(topic => names.Contains(topic.Topic))
                .SelectMany(topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition.PartitionId)))
                .Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }),
            new ListOffsetsOptions { RequestTimeout = _limit }
        );
        var ends = listed.ResultInfos.ToLookup(
            info => info.TopicPartitionOffsetError.Topic,
            info => info.TopicPartitionOffsetError.Offset.Value
        );
        return (ends[topics.Events].Sum() + ends[topics.Historical].Sum(), ends[topics.Rejected].Sum());
    }

    public void Dispose() => _admin.Dispose();
}
