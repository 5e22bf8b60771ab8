using Analytics.Testing.Waiting;
using Confluent.Kafka;

namespace Collector.Tests.Running;

/// <summary>The result of a load: each event, by its number, compared with Kafka.</summary>
/// <param name="Lost">The acknowledged events that are not in Kafka.</param>
/// <param name="Repeats">The events that are in Kafka more than once.</param>
/// <param name="OutOfOrder">The events behind a later one of the same writer.</param>
/// <param name="Unacknowledged">The events in Kafka that were not acknowledged, which is allowed.</param>
sealed record LoadCheck(
    int Acked,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Repeats,
    IReadOnlyList<string> OutOfOrder,
    int Unacknowledged
)
{
    /// <summary>Waits until every acknowledged event is in Kafka, then reads on to the end and compares.</summary>
    public static async Task<LoadCheck> ReadAsync(
        string bootstrapServers,
        string topic,
        string run,
        IReadOnlyCollection<LoadResult> results,
        TimeSpan timeout
    )
    {
        var acked = results
            .Where(result => result.IsAcked)
            .SelectMany(result =>
                Enumerable.Range(result.First, result.Events).Select(number => KeyedLoad.IdOf(run, result.Writer, number))
            )
            .ToHashSet();
        using var topicEnd = new TopicIds(bootstrapServers, topic);
        try
        {
            await Poll.UntilAsync($"{acked.Count} acknowledged events are in Kafka", () => acked.IsSubsetOf(topicEnd.ReadOn()), timeout);
        }
        catch (TimeoutException)
        {
            // The list of missing events then says more.
        }

        return Of(run, acked, topicEnd.InOrder);
    }

    public void AssertGood()
    {
        Assert.True(Acked > 0, "nothing was acknowledged");
        Assert.True(Lost.Count == 0, $"{Lost.Count} of {Acked} lost: {string.Join(' ', Lost.Take(10))}");
        Assert.True(Repeats.Count == 0, $"{Repeats.Count} of {Acked} twice: {string.Join(' ', Repeats.Take(10))}");
        Assert.True(OutOfOrder.Count == 0, $"{OutOfOrder.Count} of {Acked} out of order: {string.Join(' ', OutOfOrder.Take(10))}");
    }

    static LoadCheck Of(string run, HashSet<string> acked, IReadOnlyList<string> arrived)
    {
        var mine = arrived.Where(id => id.StartsWith($"{run}-", StringComparison.Ordinal)).ToList();
        var highest = new Dictionary<string, int>();
        var outOfOrder = new List<string>();
        foreach (var id in mine.Distinct())
        {
            var dash = id.LastIndexOf('-');
            var number = int.Parse(id[(dash + 1)..]);
            if (highest.TryGetValue(id[..dash], out var before) && number < before)
                outOfOrder.Add(id);

            highest[id[..dash]] = Math.Max(number, before);
        }

        return new LoadCheck(
            acked.Count,
            [.. acked.Except(mine)],
            [.. mine.CountBy(id => id).Where(id => id.Value > 1).Select(id => $"{id.Key}x{id.Value}")],
            outOfOrder,
            mine.Distinct().Count(id => !acked.Contains(id))
        );
    }

    /// <summary>Returns the ids of a topic's events in the order of each partition; a key has one partition.</summary>
    sealed class TopicIds : IDisposable
    {
        readonly IConsumer<Ignore, byte[]> _consumer;
        readonly HashSet<string> _ids = [];
        readonly List<string> _inOrder = [];

        public TopicIds(string bootstrapServers, string topic)
        {
            _consumer = new ConsumerBuilder<Ignore, byte[]>(
                new ConsumerConfig
                {
                    BootstrapServers = bootstrapServers,
                    GroupId = "load-check",
                    EnableAutoCommit = false,
                    EnablePartitionEof = true,
                }
            ).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
            using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
            var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(20)).Topics[0].Partitions;
            _consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));
            Partitions = partitions.Count;
        }

        public int Partitions { get; }

        public IReadOnlyList<string> InOrder => _inOrder;

        /// <summary>Reads everything up to the present end.</summary>
        public HashSet<string> ReadOn()
        {
            for (var ends = 0; ends < Partitions; )
            {
                var read = _consumer.Consume(TimeSpan.FromMilliseconds(500));
                if (read is null)
                    break;

                if (read.IsPartitionEOF)
                {
                    ends++;
                    continue;
                }

                var id = IdIn(read.Message.Value);
                _ids.Add(id);
                _inOrder.Add(id);
            }

            return _ids;
        }

        // The ids of a load need no escapes.
        static string IdIn(ReadOnlySpan<byte> message)
        {
            var member = "\"event_id\":\""u8;
            var id = message[(message.IndexOf(member) + member.Length)..];
            return System.Text.Encoding.UTF8.GetString(id[..id.IndexOf((byte)'"')]);
        }

        public void Dispose()
        {
            _consumer.Close();
            _consumer.Dispose();
        }
    }
}
