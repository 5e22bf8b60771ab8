using Analytics.SparkGateway;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;

namespace Analytics.SparkJobs.Running;

/// <summary>One run of a query, from a start to its end.</summary>
sealed class QueryRun : IDisposable
{
    readonly CheckpointFolder checkpoint;
    readonly QueryPlan plan;
    readonly ISink sink;
    readonly QueryState state;
    readonly TimeProvider clock;
    readonly IReadOnlyDictionary<string, string> topicIds;
    readonly DateTimeOffset startedAt;
    readonly SemaphoreSlim gate = new(1, 1);
    readonly TaskCompletionSource<JvmObjectReference> execution = new(TaskCreationOptions.RunContinuationsAsynchronously);
    StreamingQuery? query;
    bool isNamed;
    bool ending;
    Exception? failure;

    QueryRun(QueryPlan plan, IReadOnlyList<Position> start, ISink sink, QueryState state, TimeProvider clock)
    {
        (this.plan, this.sink, this.state, this.clock) = (plan, sink, state, clock);
        topicIds = start.GroupBy(position => position.Topic).ToDictionary(topic => topic.Key, topic => topic.First().TopicId);
        startedAt = clock.GetUtcNow();
        checkpoint = CheckpointFolder.Create(plan.Name);
    }

    public static QueryRun Start(QueryPlan plan, SparkSession session, string kafka, TimeSpan fetchWait, IReadOnlyList<Position> start, ISink sink, QueryState state, TimeProvider clock, ILogger log)
    {
        var run = new QueryRun(plan, start, sink, state, clock);
        try
        {
            var own = session.NewSession();
            foreach (var (name, value) in plan.SqlConf)
            {
                own.Conf().Set(name, value);
            }

            own.SparkContext.Reference.Invoke("setLocalProperty", "spark.scheduler.pool", plan.Pool); // This thread's, and so the stream's.
            run.query = run.StartQuery(KafkaSource.Read(own, kafka, start, plan.MaxOffsets, fetchWait), log);
            run.execution.SetResult(run.query.Reference.Invoke<JvmObjectReference>("streamingQuery"));
            state.Phase = QueryPhase.Running;
            return run;
        }
        catch (Exception e)
        {
            run.execution.TrySetException(e); // A first batch may be waiting for it.
            run.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the query was stopped; throws what ended it otherwise.</summary>
    public void AwaitEnd()
    {
        try
        {
            query!.AwaitTermination();
        }
        catch (Exception) when (failure is not null)
        {
            throw new InvalidOperationException($"A batch of {plan.Name} failed: {Failure.Summary(failure)}", failure);
        }
    }

    /// <summary>Lets the running batch end, for as long as <paramref name="patience"/>, and the next one not begin.</summary>
    public void Stop(TimeSpan patience)
    {
        if (gate.Wait(patience))
        {
            ending = true;
            gate.Release(); // A batch that waits here must get out: Spark's stop() waits for it.
        }

        query?.Stop();
    }

    StreamingQuery StartQuery(DataFrame source, ILogger log)
    {
        DataStreamWriter Writer() => source.WriteStream()
            .QueryName(plan.Name)
            .Trigger(Trigger.ProcessingTime((long)plan.Trigger.TotalMilliseconds))
            .Option("checkpointLocation", checkpoint.Uri)
            .ForeachBatch(OnBatch);
        try
        {
            return Writer().Options(plan.WriterOptions.ToDictionary()).Start();
        }
        catch (Exception e) when (plan.WriterOptions.Count > 0 && JvmException.Of(e) is not null)
        {
            RunnerLog.OptionsRefused(log, plan.Name, Failure.Summary(e));
            return Writer().Start();
        }
    }

    void OnBatch(DataFrame rows, long id)
    {
        gate.Wait();
        try
        {
            if (ending)
            {
                throw new OperationCanceledException("The query is being stopped; this batch will be read again.");
            }

            var began = clock.GetTimestamp();
            using var scope = Jvm.Scope(); // Everything the batch makes in the JVM is released with it, the batch's plan above all.
            NameThread();
            var scan = BatchScan.Of(execution.Task.GetAwaiter().GetResult());
            sink.Write(new Batch(rows, scan, id, topicIds, startedAt, began));
            state.Committed(scan.Range, clock.GetElapsedTime(began));
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    // The stream's own thread calls: from then on it bears the query's name, also in the kernel's list of threads.
    void NameThread()
    {
        if (isNamed)
        {
            return;
        }

        ((JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "currentThread")!).Invoke("setName", plan.Name);
        isNamed = true;
    }

    public void Dispose()
    {
        checkpoint.Dispose();
        gate.Dispose();
    }
}
