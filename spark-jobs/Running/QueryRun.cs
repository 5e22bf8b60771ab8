using Analytics.SparkGateway;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
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
    Exception? failure;

    QueryRun(QueryPlan plan, IReadOnlyList<Position> start, ISink sink, QueryState state, TimeProvider clock)
    {
        (this.plan, this.sink, this.state, this.clock) = (plan, sink, state, clock);
        topicIds = start.GroupBy(position => position.Topic).ToDictionary(topic => topic.Key, topic => topic.First().TopicId);
        startedAt = clock.GetUtcNow();
        checkpoint = CheckpointFolder.Create(plan.Name);
    }

    public static QueryRun Start(QueryPlan plan, SparkSession session, string kafka, IReadOnlyList<Position> start, ISink sink, QueryState state, TimeProvider clock)
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
            run.query = KafkaSource.Read(own, kafka, start, plan.MaxOffsets)
                .WriteStream()
                .QueryName(plan.Name)
                .Trigger(Trigger.ProcessingTime((long)plan.Trigger.TotalMilliseconds))
                .Option("checkpointLocation", run.checkpoint.Uri)
                .ForeachBatch(run.OnBatch)
                .Start();
            run.execution.SetResult(run.query.Reference.Invoke<JvmObjectReference>("streamingQuery"));
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

    public void Stop(TimeSpan patience)
    {
        var quiet = gate.Wait(patience);
        try
        {
            query?.Stop();
        }
        finally
        {
            if (quiet)
            {
                gate.Release();
            }
        }
    }

    void OnBatch(DataFrame rows, long id)
    {
        gate.Wait();
        try
        {
            var began = clock.GetTimestamp();
            using var scope = Jvm.Scope(); // Everything the batch makes in the JVM is released with it, the batch's plan above all.
            using var scan = BatchScan.Of(execution.Task.GetAwaiter().GetResult());
            var range = BatchRange.Of(scan);
            sink.Write(new Batch(rows, scan, id, range, topicIds, startedAt, began));
            state.Committed(range, clock.GetElapsedTime(began));
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

    public void Dispose()
    {
        checkpoint.Dispose();
        gate.Dispose();
    }
}
