using Analytics.SparkBinding;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Lean;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>
/// A query over messages that are in Kafka already, with the source, the settings and the transforms of the merging queries, to the text
/// that a merge would get. It ends when its batches are steady. Nothing is written.
/// </summary>
sealed class WarmUpStream : IDisposable
{
    /// <summary>The messages of a batch: a trigger's share of 500 events a second.</summary>
    public const int MessagesPerBatch = 50;

    const string Name = "warm-up";
    const int SteadyBatches = 20;

    readonly JobContext _context;
    readonly CheckpointFolder _checkpoint = CheckpointFolder.Create(Name);
    readonly IReadOnlyList<(string Query, Func<DataFrame, DataFrame> Transform, IRowSerializer Rows)> _parts;
    readonly Dictionary<string, string> _topicIds;
    readonly TaskCompletionSource<JvmObjectReference> _execution = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim _done = new();
    readonly Lock _gate = new();
    readonly BatchScans _scans;
    readonly StreamingQuery _query;
    readonly int _most;
    long _left;
    int _steady;
    volatile int _batches;
    bool _isOver;

    /// <param name="start">The positions of one topic, from which Kafka has at least one message.</param>
    /// <param name="left">The number of messages from there on.</param>
    /// <param name="most">The most batches.</param>
    public WarmUpStream(
        JobContext context,
        IEnumerable<(string Query, Func<DataFrame, DataFrame> Transform)> transforms,
        IReadOnlyList<Position> start,
        long left,
        int most
    )
    {
        (_context, _left, _most) = (context, left, most);
        _scans = new BatchScans(_execution.Task);
        _parts = [.. transforms.Select(part => (part.Query, part.Transform, Serializer(context)))];
        _topicIds = start.DistinctBy(position => position.Topic).ToDictionary(position => position.Topic, position => position.TopicId);
        var session = SparkSessions.With(context.Session, MergeQuerySettings.SqlConf);

        _query = KafkaSource
            .Read(session, context.Kafka, start, MessagesPerBatch, context.Settings.FetchMaxWait)
            .WriteStream()
            .QueryName(Name)
            .Trigger(Trigger.ProcessingTime(0))
            .Option("checkpointLocation", _checkpoint.Uri)
            .Options(MergeQuerySettings.WriterOptions(context.Settings).ToDictionary())
            .ForeachBatch(OnBatch)
            .Start();
        _execution.SetResult(_query.Reference.Invoke<JvmObjectReference>("streamingQuery"));
    }

    /// <summary>The batches that have run.</summary>
    public int Batches => _batches;

    /// <summary>Waits until the batches are steady, the messages are read, a batch has failed or the time has passed.</summary>
    public void Wait(TimeSpan limit, CancellationToken stopping)
    {
        try
        {
            _done.Wait(limit, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    void OnBatch(DataFrame rows, long id)
    {
        // Spark's stop() would interrupt a batch: Dispose waits for it here.
        lock (_gate)
        {
            if (_isOver)
                return;

            try
            {
                var began = _context.Clock.GetTimestamp();
                var read = Read(rows, id, began);
                Count(read, _context.Clock.GetElapsedTime(began));
            }
            catch
            {
                _done.Set();
                throw;
            }
        }
    }

    long Read(DataFrame rows, long id, long began)
    {
        using var scope = Jvm.Scope();
        var scan = _scans.Current();
        var batch = new Batch(rows, scan, id, _topicIds, _context.Clock.GetUtcNow(), began);
        foreach (var (query, transform, serializer) in _parts)
        {
            var since = _context.Clock.GetTimestamp();
            using var text = serializer.Serialize(batch, transform);
            text.Invoke<string>("toString");
            _context.ChoiceOf(query).Took(onExecutors: false, batch.Range.Count, _context.Clock.GetElapsedTime(since));
        }

        return batch.Range.Count;
    }

    // Batches are steady when they keep the live query's trigger for a while.
    void Count(long read, TimeSpan duration)
    {
        _batches++;
        _left -= read;
        _steady = duration <= _context.Settings.Trigger ? _steady + 1 : 0;
        if (_steady >= SteadyBatches || _left <= 0 || _batches >= _most)
            _done.Set();
    }

    // Every batch has few messages, so none is too large for lean evaluation.
    static IRowSerializer Serializer(JobContext context)
    {
        var ordinary = new SparkJobRowSerializer(Name);
        return context.Settings.Lean ? new InThreadRowSerializer(Name, ordinary, int.MaxValue, context.Log) : ordinary;
    }

    public void Dispose()
    {
        lock (_gate)
            _isOver = true;

        _query.Stop();
        _scans.Dispose();
        _checkpoint.Dispose();
        _done.Dispose();
    }
}
