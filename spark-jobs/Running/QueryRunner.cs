using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Running;

/// <summary>
/// Keeps one query running in this JVM: opens its sink, finds its place, starts it, and after a passing failure does so again.
/// There is one way to start, with a fresh checkpoint and the offsets of the sink's own commits, and it is used every time.
/// </summary>
sealed class QueryRunner(
    QueryPlan plan,
    SparkSession session,
    KafkaCluster kafka,
    JobSettings settings,
    QueryState state,
    TimeProvider clock,
    ILogger log
)
{
    readonly RestartDelay _delay = new();

    /// <summary>Returns when the query was stopped.</summary>
    /// <exception cref="FatalStopException">No retry mends it.</exception>
    public void Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var batches = state.Batches;
            try
            {
                RunOnce(stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return; // Whatever a query says while it is being stopped; nothing of it was committed.
            }
            catch (Exception e) when (e is not FatalStopException)
            {
                state.Phase = QueryPhase.Restarting;
                var wait = _delay.Next(madeProgress: state.Batches > batches, Failure.FatalReason(plan.Name, e));
                JobMetrics.Restarted(plan.Name);
                RunnerLog.Restarting(log, plan.Name, wait.TotalSeconds, Failure.Summary(e));
                stopping.WaitHandle.WaitOne(wait);
            }
        }
    }

    void RunOnce(CancellationToken stopping)
    {
        using var sink = plan.OpenSink();
        var topics = kafka.DescribeAsync(plan.Topics).GetAwaiter().GetResult();
        var start = StartingPositions.Resolve(plan.Name, sink.Positions(), topics, out var gaps);
        StartingPositions.Check(plan.Name, gaps, settings.AcceptGap);
        if (gaps.Count > 0)
        {
            RunnerLog.GapAccepted(log, plan.Name, string.Join("; ", gaps));
            sink.AcceptGap(start);
        }

        state.Committed(start);
        using var run = QueryRun.Start(plan, session, kafka.BootstrapServers, settings.FetchWait, start, sink, state, clock, log);
        RunnerLog.Started(log, plan.Name, string.Join(", ", start.Select(p => $"{p.Topic}-{p.Partition}@{p.Next}")));
        using (stopping.Register(() => Stop(run)))
            run.AwaitEnd();
    }

    // The running batch may end, 20 seconds at most.
    void Stop(QueryRun run)
    {
        state.Phase = QueryPhase.Stopping;
        run.Stop(TimeSpan.FromSeconds(20));
    }
}
