using Analytics.SparkGateway;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;

namespace Analytics.SparkJobs.Queries;

/// <summary>One run of a query, from a start to its end.</summary>
sealed partial class QueryRun : IDisposable
{
    readonly CheckpointFolder _checkpoint;
    readonly QueryPlan _plan;
    readonly ISink _sink;
    readonly QueryState _state;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly IReadOnlyDictionary<string, string> _topicIds;
    readonly DateTimeOffset _startedAt;
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly TaskCompletionSource<JvmObjectReference> _execution = new(TaskCreationOptions.RunContinuationsAsynchronously);
    StreamingQuery? _query;
    bool _isNamed;
    bool _ending;
    Exception? _failure;

    QueryRun(QueryPlan plan, IReadOnlyList<Position> start, ISink sink, QueryState state, JobContext context)
    {
        (_plan, _sink, _state, _clock, _log) = (plan, sink, state, context.Clock, context.Log);
        _topicIds = start.GroupBy(position => position.Topic).ToDictionary(topic => topic.Key, topic => topic.First().TopicId);
        _startedAt = _clock.GetUtcNow();
        _checkpoint = CheckpointFolder.Create(plan.Name);
    }

    public static QueryRun Start(QueryPlan plan, IReadOnlyList<Position> start, ISink sink, QueryState state, JobContext context)
    {
        var run = new QueryRun(plan, start, sink, state, context);
        try
        {
            var own = context.Session.NewSession();
            foreach (var (name, value) in plan.Tuning.SqlConf)
                own.Conf().Set(name, value);

            // This thread's, and so the stream's.
            own.SparkContext.Reference.Invoke("setLocalProperty", "spark.scheduler.pool", plan.Tuning.Pool);
            var source = KafkaSource.Read(own, context.Kafka.BootstrapServers, start, plan.Tuning.MaxOffsets, context.Settings.FetchWait);
            run._query = run.StartQuery(source);
            run._execution.SetResult(run._query.Reference.Invoke<JvmObjectReference>("streamingQuery"));
            state.Phase = QueryPhase.Running;
            return run;
        }
        catch (Exception e)
        {
            run._execution.TrySetException(e); // A first batch may be waiting for it.
            run.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the query was stopped; throws what ended it otherwise.</summary>
    public void AwaitEnd()
    {
        try
        {
            _query!.AwaitTermination();
        }
        catch (Exception) when (_failure is not null)
        {
            throw new InvalidOperationException($"A batch of {_plan.Name} failed: {Failure.Summary(_failure)}", _failure);
        }
    }

    /// <summary>Lets the running batch end, for as long as <paramref name="patience"/>, and the next one not begin.</summary>
    public void Stop(TimeSpan patience)
    {
        if (_gate.Wait(patience))
        {
            _ending = true;
            _gate.Release(); // A batch that waits here must get out: Spark's stop() waits for it.
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
            if (_ending)
                throw new OperationCanceledException("The query is being stopped; this batch will be read again.");

            var began = _clock.GetTimestamp();
            using var scope = Jvm.Scope(); // Everything the batch makes in the JVM is released with it, the batch's plan above all.
            NameThread();
            var scan = BatchScan.Of(_execution.Task.GetAwaiter().GetResult());
            _sink.Write(new Batch(rows, scan, id, _topicIds, _startedAt, began), _plan.Transform);
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

    // The stream's own thread calls: from then on it bears the query's name, also in the kernel's list of threads.
    void NameThread()
    {
        if (_isNamed)
            return;

        ((JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "currentThread")!).Invoke("setName", _plan.Name);
        _isNamed = true;
    }

    public void Dispose()
    {
        _checkpoint.Dispose();
        _gate.Dispose();
    }

    [LoggerMessage(9, LogLevel.Warning, "stream.options.refused {Query} runs without asynchronous progress: {Reason}")]
    partial void LogOptionsRefused(string query, string reason);
}
