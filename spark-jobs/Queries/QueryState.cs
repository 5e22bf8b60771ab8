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
sealed class QueryState
{
    /// <summary>The number of quick batches at the limit after which the limit doubles.</summary>
    const int FullAtFirst = 2;

    /// <summary>The number of quick batches at the limit after which the limit doubles, once a batch was too large.</summary>
    const int FullAfterHalving = 100;

    /// <summary>The longest time of a quick batch; a slower one gains nothing from more offsets, and may have long events.</summary>
    static readonly TimeSpan _quick = TimeSpan.FromSeconds(2);

    readonly Lock _guard = new();
    readonly Dictionary<TopicPartition, long> _committed = [];
    long _batches;
    string? _failedAt;
    int _failures;
    int? _limit;
    int _fullBatches;
    int _fullUntilMore;
    bool _hasRun;

    public QueryState(string query)
    {
        Query = query;
        QueryMetrics.Begin(query);
    }

    public string Query { get; }

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

    /// <summary>The number of searches of a batch for messages that the sink refuses.</summary>
    public int Searches { get; set; }

    /// <summary>Records a failed batch; returns the number of failures in a row of batches that began at the same offsets.</summary>
    public int Failed(BatchRange range)
    {
        var start = range.StartText;
        _failures = _failedAt == start ? _failures + 1 : 1;
        _failedAt = start;
        return _failures;
    }

    /// <summary>True when the limit is below that of the settings, and the last batches were quick at the limit.</summary>
    public bool CanReadMore => _limit is not null && _fullBatches >= _fullUntilMore;

    /// <summary>Returns the most offsets of a batch for a run: fewer at first, and after batches that were too large.</summary>
    public int LimitOf(QueryTuning tuning)
    {
        if (!_hasRun && tuning.FirstOffsets < tuning.MaxOffsets)
            Limit(tuning.FirstOffsets, FullAtFirst);
        else if (CanReadMore)
            Limit(_limit!.Value * 2, FullAtFirst);

        if (_limit >= tuning.MaxOffsets)
            _limit = null;

        _hasRun = true;
        return Math.Min(tuning.MaxOffsets, _limit ?? tuning.MaxOffsets);
    }

    /// <summary>Halves the limit after a batch of so many offsets was too large; returns the new limit.</summary>
    public int Halve(long offsets) => Limit((int)Math.Max(1, offsets / 2), FullAfterHalving);

    int Limit(int offsets, int fullUntilMore)
    {
        (_limit, _fullBatches, _fullUntilMore) = (offsets, 0, fullUntilMore);
        return offsets;
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

        // Kafka's partitions share the limit, rounded down.
        if (range.Count >= _limit * 0.9)
            _fullBatches = duration < _quick ? _fullBatches + 1 : 0;

        Interlocked.Increment(ref _batches);
        QueryMetrics.Batch(Query, range.Count, duration);
    }
}
