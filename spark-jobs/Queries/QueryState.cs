using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Confluent.Kafka;

namespace Analytics.SparkJobs.Queries;

enum QueryPhase
{
    Starting,
    Running,
    Restarting,
    Stopping,
}

/// <summary>The state and progress of a query, for heartbeats, health and metrics. Its stream writes it, other threads read it.</summary>
sealed class QueryState(string query)
{
    readonly Lock _guard = new();
    readonly Dictionary<TopicPartition, long> _committed = [];
    long _batches;
    string? _failedAt;

    public string Query { get; } = query;

    public QueryPhase Phase { get; set; } = QueryPhase.Starting;

    /// <summary>The phase as text in heartbeats and health checks.</summary>
    public string PhaseText =>
        Phase switch
        {
            QueryPhase.Running => "running",
            QueryPhase.Restarting => "restarting",
            QueryPhase.Stopping => "stopping",
            _ => "starting",
        };

    /// <summary>The number of batches committed since the application started.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>The next offset of each partition, by the last commit.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Ends
    {
        get
        {
            lock (_guard)
                return new Dictionary<TopicPartition, long>(_committed);
        }
    }

    /// <summary>How often a batch was searched for messages that the sink refuses.</summary>
    public int Searches { get; private set; }

    /// <summary>Remembers that a batch failed; true when the last one that failed began at the same offsets.</summary>
    public bool FailsAgain(BatchRange range)
    {
        var start = range.StartText;
        var again = _failedAt == start;
        Searches += again ? 1 : 0;
        _failedAt = start;
        return again;
    }

    public void Committed(IReadOnlyList<Position> start)
    {
        lock (_guard)
        {
            _committed.Clear();
            foreach (var position in start)
                _committed[new TopicPartition(position.Topic, position.Partition)] = position.Next;
        }
    }

    public void Committed(BatchRange range, TimeSpan duration)
    {
        lock (_guard)
        {
            foreach (var (topic, partitions) in range.End)
            {
                foreach (var (partition, next) in partitions)
                    _committed[new TopicPartition(topic, int.Parse(partition))] = next;
            }
        }

        Interlocked.Increment(ref _batches);
        QueryMetrics.Batch(Query, range.Count, duration);
    }
}
