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
    /// <summary>The number of smaller batches after which the next run has those of its settings again.</summary>
    const int BatchesUntilWhole = 100;

    readonly Lock _guard = new();
    readonly Dictionary<TopicPartition, long> _committed = [];
    long _batches;
    string? _failedAt;
    int _failures;
    int? _limit;
    long _halvedAt;

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
    public int Searches { get; set; }

    /// <summary>Remembers that a batch failed; returns how often in a row one that began at the same offsets did.</summary>
    public int Failed(BatchRange range)
    {
        var start = range.StartText;
        _failures = _failedAt == start ? _failures + 1 : 1;
        _failedAt = start;
        return _failures;
    }

    /// <summary>True when batches are smaller than their settings say, and many of them were written.</summary>
    public bool CanReadMore => _limit is not null && Batches - _halvedAt > BatchesUntilWhole;

    /// <summary>Returns the most offsets of a batch for a run: fewer after batches that were too large, until many were not.</summary>
    public int LimitOf(int most)
    {
        if (CanReadMore)
            _limit = null;

        return Math.Min(most, _limit ?? most);
    }

    /// <summary>Takes a batch of so many offsets for too large; returns the most offsets of the next ones.</summary>
    public int Halve(long offsets)
    {
        (_limit, _halvedAt) = ((int)Math.Max(1, offsets / 2), Batches);
        return _limit.Value;
    }

    /// <summary>Lets the next run read batches as large as its settings say.</summary>
    public void ForgetLimit() => _limit = null;

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
