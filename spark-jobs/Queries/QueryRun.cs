using Analytics.SparkBinding;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;

namespace Analytics.SparkJobs.Queries;

/// <summary>One run of a query, from its start to its end.</summary>
sealed partial class QueryRun : IDisposable
{
    readonly CheckpointFolder _checkpoint;
    readonly QueryPlan _plan;
    readonly QueryState _state;
    readonly BatchWriter _writer;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly IReadOnlyDictionary<string, string> _topicIds;
    readonly DateTimeOffset _startedAt;
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource<JvmObjectReference> _execution = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly BatchScans _scans;
    StreamingQuery? _query;
    bool _isNamed;
    bool _ending;
    Task? _stopped;
    Exception? _failure;

    QueryRun(QueryPlan plan, IReadOnlyList<Position> start, ISink sink, QueryState state, JobContext context)
    {
        (_plan, _state, _clock, _log) = (plan, state, context.Clock, context.Log);
        _writer = new BatchWriter(plan, sink, state, context, _stopping.Token);
        _topicIds = start.GroupBy(position => position.Topic).ToDictionary(topic => topic.Key, topic => topic.First().TopicId);
        _startedAt = _clock.GetUtcNow();
        _checkpoint = CheckpointFolder.Create(plan.Name);
        _scans = new BatchScans(_execution.Task);
    }

    public static QueryRun Start(QueryPlan plan, IReadOnlyList<Position> start, ISink sink, QueryState state, JobContext context)
    {
        var run = new QueryRun(plan, start, sink, state, context);
        try
        {
            var own = SparkSessions.With(context.Session, plan.Tuning.SqlConf);

            // The stream's thread inherits the pool from this thread.
            own.SparkContext.Reference.Invoke("setLocalProperty", "spark.scheduler.pool", plan.Tuning.Pool);
            var source = KafkaSource.Read(own, context.Kafka, start, state.LimitOf(plan.Tuning), context.Settings.FetchMaxWait);
            run._query = run.StartQuery(source);
            run._execution.SetResult(run._query.Reference.Invoke<JvmObjectReference>("streamingQuery"));
            state.Phase = QueryPhase.Running;
            return run;
        }
        catch (Exception e)
        {
            run._execution.TrySetException(e); // The first batch may be waiting for it.
            run.Dispose();
            throw;
        }
    }

    /// <summary>Waits until the query is stopped or may read larger batches; throws the failure when it ends otherwise.</summary>
    public void AwaitEnd()
    {
        try
        {
            _query!.AwaitTermination();
        }
        catch (Exception) when (_stopped is { IsFaulted: false } && _failure is null)
        {
            // Spark's thread was interrupted between two batches.
        }
        catch (Exception) when (_failure is not null)
        {
            if (_failure is FatalStopException)
                throw _failure;

            throw new InvalidOperationException($"A batch of {_plan.Name} failed: {Failure.Summary(_failure)}", _failure);
        }
    }

    /// <summary>Stops the query after its running batch, or after <paramref name="timeout"/> when that batch takes longer.</summary>
    public void Stop(TimeSpan timeout)
    {
        _stopping.Cancel();
        if (_gate.Wait(timeout))
        {
            _ending = true;
            _gate.Release(); // A batch that waits for the gate must end, since Spark's stop() waits for it.
        }

        _query?.Stop();
    }

    StreamingQuery StartQuery(DataFrame source)
    {
        DataStreamWriter Writer() =>
            source
                .WriteStream()
                .QueryName(_plan.Name)
                .Trigger(Trigger.ProcessingTime((long)_plan.Trigger.TotalMilliseconds))
                .Option("checkpointLocation", _checkpoint.Uri)
                .ForeachBatch(OnBatch);
        try
        {
            return Writer().Options(_plan.Tuning.WriterOptions.ToDictionary()).Start();
        }
        catch (Exception e) when (_plan.Tuning.WriterOptions.Count > 0 && JvmException.Of(e) is not null)
        {
            LogOptionsRefused(_plan.Name, Failure.Summary(e));
            return Writer().Start();
        }
    }

    void OnBatch(DataFrame rows, long id)
    {
        _gate.Wait();
        try
        {
            if (_stopped is { IsFaulted: true })
                throw new InvalidOperationException($"{_plan.Name} could not be stopped.", _stopped.Exception);

            // A batch that is not written will be read again.
            if (_ending)
                return;

            if (_state.CanReadMore)
            {
                EndForLarger();
                return;
            }

            var began = _clock.GetTimestamp();
            using var scope = Jvm.Scope(); // Releases the batch's JVM objects, above all its plan.
            NameThread();
            var scan = _scans.Current();
            _writer.Write(new Batch(rows, scan, id, _topicIds, _startedAt, began));
            _state.Committed(scan.Range, _clock.GetElapsedTime(began));
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    // Stops without a failure, which Spark would log as an error. Its stop() waits for this thread. The next batch fails where it can't.
    void EndForLarger()
    {
        _ending = true;
        LogEnlarged(_plan.Name);
        _stopped = Task.Run(_query!.Stop);
    }

    // Gives the stream's thread, which calls this, the query's name, also in the kernel's list of threads.
    void NameThread()
    {
        if (_isNamed)
            return;

        ((JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "currentThread")!).Invoke("setName", _plan.Name);
        _isNamed = true;
    }

    public void Dispose()
    {
        _scans.Dispose();
        _checkpoint.Dispose();
        _gate.Dispose();
        _stopping.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.options.refused: {Query} runs without asynchronous progress: {Reason}")]
    partial void LogOptionsRefused(string query, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "stream.batch.enlarged: {Query} may read larger batches")]
    partial void LogEnlarged(string query);
}
