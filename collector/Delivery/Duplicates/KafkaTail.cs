using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Contracts;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>Reads the topics backwards from their ends, one part at a time.</summary>
sealed class KafkaTail(KafkaOptions options, Topics topics, EventIdentity identity)
{
    /// <summary>The number of messages in a part: few, so that the newest are available at once.</summary>
    const int Part = 50_000;

    /// <summary>The length of the longest source, in bytes.</summary>
    const int Longest = 4 * KeyText.Source;

    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);
    readonly string[] _topics = [topics.Events, topics.Historical, topics.Rejected];

    /// <exception cref="KafkaException">Kafka does not answer.</exception>
    public IEnumerable<EarlierId[]> ReadNewestFirst(DateTimeOffset since, CancellationToken stopping)
    {
        using var consumer = new ConsumerBuilder<string, Fingerprint>(options.Consumer())
            .SetKeyDeserializer(new Sources())
            .SetValueDeserializer(new Identities(identity))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
        try
        {
            foreach (var part in ReadNewestFirst(consumer, since, stopping))
                yield return part;
        }
        finally
        {
            consumer.Close();
        }
    }

    IEnumerable<EarlierId[]> ReadNewestFirst(IConsumer<string, Fingerprint> consumer, DateTimeOffset since, CancellationToken stopping)
    {
        var ranges = Ranges(consumer, since);
        while (ranges.Count > 0 && !stopping.IsCancellationRequested)
        {
            var each = Math.Max(1, Part / ranges.Count);
            var parts = ranges.ConvertAll(range => range with { From = Math.Max(range.From, range.To - each) });
            yield return Read(consumer, parts, stopping);
            ranges = [.. ranges.Zip(parts, (whole, part) => whole with { To = part.From }).Where(range => range.To > range.From)];
        }
    }

    List<Range> Ranges(IConsumer<string, Fingerprint> consumer, DateTimeOffset since)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = _topics.SelectMany(topic => Partitions(admin, topic)).ToList();
        var firsts = consumer.OffsetsForTimes(partitions.Select(one => new TopicPartitionTimestamp(one, new Timestamp(since))), _timeout);
        var ranges = new List<Range>();
        foreach (var first in firsts)
        {
            // Offset.End: no message is as new as that.
            var ends = consumer.QueryWatermarkOffsets(first.TopicPartition, _timeout);
            if (first.Offset.Value >= 0 && ends.High.Value > first.Offset.Value)
                ranges.Add(new Range(first.TopicPartition, Math.Max(first.Offset.Value, ends.Low.Value), ends.High.Value));
        }

        return ranges;
    }

    static IEnumerable<TopicPartition> Partitions(IAdminClient admin, string topic)
    {
        var metadata = admin.GetMetadata(topic, _timeout).Topics[0];
        return metadata.Error.IsError
            ? throw new KafkaException(metadata.Error)
            : metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId));
    }

    static EarlierId[] Read(IConsumer<string, Fingerprint> consumer, List<Range> parts, CancellationToken stopping)
    {
        var ids = new List<EarlierId>(Part);
        var open = parts.ToDictionary(part => part.Partition, part => part.To);
        consumer.Assign(parts.Select(part => new TopicPartitionOffset(part.Partition, part.From)));
        while (open.Count > 0 && !stopping.IsCancellationRequested)
        {
            var read = consumer.Consume(_timeout) ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "no more messages came"));
            if (!open.TryGetValue(read.TopicPartition, out var to))
                continue;

            if (!read.IsPartitionEOF && read.Offset.Value < to)
                ids.Add(new EarlierId(read.Message.Key, read.Message.Value));

            // Gaps may follow the last message, up to the end.
            if (read.IsPartitionEOF || read.Offset.Value >= to - 1)
            {
                open.Remove(read.TopicPartition);
                consumer.IncrementalUnassign([read.TopicPartition]);
            }
        }

        // Each partition is read forwards.
        ids.Reverse();
        return [.. ids];
    }

    /// <summary>Reads the source, which begins each key, before a colon; a source with a colon counts as what is before it.</summary>
    sealed class Sources : IDeserializer<string>
    {
        readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _known = new Dictionary<
            string,
            string
        >().GetAlternateLookup<ReadOnlySpan<char>>();

        public string Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            var bytes = data.IndexOf((byte)':') is >= 0 and var colon ? data[..colon] : data;
            Span<char> text = stackalloc char[Longest];
            var length = Encoding.UTF8.GetChars(bytes[..Math.Min(bytes.Length, Longest)], text);
            if (!_known.TryGetValue(text[..length], out var source))
                _known[text[..length]] = source = text[..length].ToString();

            return source;
        }
    }

    readonly record struct Range(TopicPartition Partition, long From, long To);

    sealed class Identities(EventIdentity identity) : IDeserializer<Fingerprint>
    {
        public Fingerprint Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
            identity.Of(context.Topic, data);
    }
}
