using Analytics.SparkJobs.Sources;
using Confluent.Kafka;

namespace Analytics.SparkJobs.Running;

enum QueryPhase
{
    Starting,
    Running,
    Restarting,
    Stopping,
}

/// <summary>What a query has done, for heartbeats, health and metrics. Written by its stream, read by others.</summary>
sealed class QueryState(string query)
{
    readonly Lock guard = new();
    readonly Dictionary<TopicPartition, long> committed = [];
    long batches;

    public string Query { get; } = query;

    public QueryPhase Phase { get; set; } = QueryPhase.Starting;

    /// <summary>Committed since the application started.</summary>
    public long Batches => Interlocked.Read(ref batches);

    /// <summary>The next offset of each partition, as committed.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Ends
    {
        get
        {
            lock (guard)
            {
                return new Dictionary<TopicPartition, long>(committed);
            }
        }
    }

    public void Committed(IReadOnlyList<Position> start)
    {
        lock (guard)
        {
            committed.Clear();
            foreach (var position in start)
            {
                committed[new TopicPartition(position.Topic, position.Partition)] = position.Next;
            }
        }
    }

    public void Committed(BatchRange range, TimeSpan duration)
    {
        lock (guard)
        {
            foreach (var (topic, partitions) in range.End)
            {
                foreach (var (partition, next) in partitions)
                {
                    committed[new TopicPartition(topic, int.Parse(partition))] = next;
                }
            }
        }

        Interlocked.Increment(ref batches);
        JobMetrics.Batch(Query, range.Count, duration);
    }
}
