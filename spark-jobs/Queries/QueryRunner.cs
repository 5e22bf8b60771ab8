using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Queries;

/// <summary>
/// Keeps one query running in this JVM: opens its sink, resolves its starting offsets, starts it, and restarts it after a transient
/// failure. Every start uses a new checkpoint and the offsets of the sink's commits.
/// </summary>
sealed partial class QueryRunner(QueryPlan plan, QueryState state, JobContext context)
{
    readonly BackOff _backOff = new(first: TimeSpan.FromSeconds(0.5), longest: TimeSpan.FromSeconds(30));
    readonly ILogger _log = context.Log;

    // The operator knows of the gaps at the start, and of none that comes after the first batch: the lake has its new ends from then on.
    bool AcceptsGaps => context.Settings.AcceptGap && state.Batches == 0;

    /// <summary>Runs the query until it is stopped.</summary>
    /// <exception cref="FatalStopException">The failure is permanent.</exception>
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
                return; // The failure of a query that is being stopped does not matter: nothing of the batch was committed.
            }
            catch (Exception e)
            {
                state.Phase = QueryPhase.Restarting; // Also for a permanent failure: its last heartbeat must differ from that of a stop.
                if (e is FatalStopException)
                    throw;

                if (Failure.FatalReason(plan.Name, e) is { } reason)
                    throw new FatalStopException(ExitCodes.Failed, reason);

                if (state.Batches > batches)
                    _backOff.Reset();

                var wait = _backOff.Next();
                QueryMetrics.Restarted(plan.Name);
                LogRestarting(plan.Name, wait.TotalSeconds, Failure.Summary(e));
                stopping.WaitHandle.WaitOne(wait);
            }
        }
    }

    void RunOnce(CancellationToken stopping)
    {
        using var sink = plan.OpenSink();
        var topics = context.Kafka.DescribeAsync(plan.Topics).GetAwaiter().GetResult();
        foreach (var topic in context.Kafka.WithOtherTimesAsync(plan.Topics).GetAwaiter().GetResult())
            LogOtherTimes(plan.Name, topic);

        var start = StartingPositions.Resolve(plan.Name, sink.Positions(), topics, out var gaps);
        StartingPositions.Check(plan.Name, gaps, AcceptsGaps);
        if (gaps.Count > 0)
        {
            LogGapAccepted(plan.Name, string.Join("; ", gaps));
            sink.AcceptGap(start);
        }

        state.Committed(start);
        using var run = QueryRun.Start(plan, start, sink, state, context);
        LogStarted(plan.Name, string.Join(", ", start.Select(p => $"{p.Topic}-{p.Partition}@{p.Next}")));
        // Each query stops on a separate task, so that one that waits for a lock does not delay the others.
        Task? stop = null;
        try
        {
            using (stopping.Register(() => stop = Task.Run(() => Stop(run), CancellationToken.None)))
                run.AwaitEnd();
        }
        finally
        {
            if (stop is not null)
                Task.WaitAny([stop], CancellationToken.None);
        }
    }

    // The running batch has 20 seconds to end.
    void Stop(QueryRun run)
    {
        state.Phase = QueryPhase.Stopping;
        run.Stop(TimeSpan.FromSeconds(20));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "stream.query.started: {Query} from {Positions}")]
    partial void LogStarted(string query, string positions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.query.restarting: {Query} in {Seconds} s: {Reason}")]
    partial void LogRestarting(string query, double seconds, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stream.topic.create_time: {Query}: the messages of {Topic} carry their producers' times, so a wrong clock makes events "
            + "time_out_of_range; set message.timestamp.type=LogAppendTime"
    )]
    partial void LogOtherTimes(string query, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.gap.accepted: {Query}: {Gaps}")]
    partial void LogGapAccepted(string query, string gaps);
}
