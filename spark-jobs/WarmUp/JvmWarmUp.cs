using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>
/// Warms up the JVM, which compiles for its first minute and would deliver numbers late. The queries run from the start; beside them run
/// batches of synthetic rows through the transforms of the live query and of sessions, which are not written, and commits to a scratch
/// table.
/// </summary>
sealed partial class JvmWarmUp(JobContext context, IReadOnlyCollection<QueryState> states)
{
    readonly ILogger _log = context.Log;
    volatile bool _isDone;
    volatile string _progress = "starting";

    public bool IsDone => _isDone;

    /// <summary>The progress as text for people: <c>warming up, 37 of 200 batches</c>.</summary>
    public string Progress => _progress;

    /// <summary>Runs the warm-up until the JVM is warm or the process is stopped.</summary>
    public void Run(CancellationToken stopping)
    {
        var wanted = context.Settings.WarmBatches;
        if (wanted > 0 && Find(QueryNames.LakeArchive) is not null)
        {
            _progress = "warming up, the first commits to a lake";
            LakeWarmUp.Run(context, Math.Clamp(wanted / 50, 1, 4), stopping);
        }

        if (wanted > 0 && Find(QueryNames.Sessions) is not null)
        {
            var sessions = LiveSessions.OfNewEvents(context.Settings.Goals, context.Settings.Properties);
            using var batches = new WarmUpBatches(context, QueryNames.Sessions, sessions.Apply);
            for (var batch = 0; batch < Math.Max(1, wanted / 10) && !stopping.IsCancellationRequested; batch++)
            {
                _progress = "warming up, batches of sessions";
                batches.RunOne();
            }
        }

        var done = 0L;
        if (Find(QueryNames.LiveMetrics) is { } live)
        {
            using var batches = new WarmUpBatches(context, QueryNames.LiveMetrics, new LiveMetrics().Apply);
            for (; done + live.Batches < wanted && !stopping.IsCancellationRequested; done++)
            {
                _progress = $"warming up, {done + live.Batches} of {wanted} batches";
                batches.RunOne();
            }

            for (var batch = 0; context.Settings.Distributed && batch < Math.Clamp(wanted / 50, 0, 3); batch++)
            {
                if (stopping.IsCancellationRequested)
                    break;

                _progress = "warming up, large batches";
                batches.RunFar();
            }
        }

        _isDone = !stopping.IsCancellationRequested;
        LogReady(done + states.Sum(state => state.Batches));
    }

    QueryState? Find(string query) => states.FirstOrDefault(state => state.Query == query);

    [LoggerMessage(5, LogLevel.Information, "stream.application.ready after {Batches} batches")]
    partial void LogReady(long batches);
}
