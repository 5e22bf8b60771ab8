using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Sinks;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Running;

/// <summary>
/// Ready means warm: the JVM compiles for its first minute, so numbers would be late. The live query runs from the start; what warms up
/// beside it are batches of made-up rows through the same transform, written nowhere, and commits to a scratch table.
/// </summary>
sealed class Readiness(IReadOnlyList<QueryPlan> plans, int warmBatches, ILogger log)
{
    readonly Dictionary<string, QueryState> _states = plans.ToDictionary(plan => plan.Name, plan => new QueryState(plan.Name));
    volatile bool _warm;
    volatile string _doing = "starting";

    public IReadOnlyCollection<QueryState> States => _states.Values;

    public QueryState StateOf(string query) => _states[query];

    /// <summary>Warm, and every query runs.</summary>
    public bool IsReady => _warm && States.All(state => state.Phase == QueryPhase.Running);

    /// <summary>For people who wait: <c>warming up, 37 of 200 batches</c>.</summary>
    public string Doing => _warm ? "warm" : _doing;

    /// <summary>Returns when warm, or when asked to stop.</summary>
    public void WarmUp(JobContext context, IReadOnlyList<QueryPlan> all, CancellationToken stopping)
    {
        if (warmBatches > 0 && all.Any(plan => plan.Name == QueryNames.LakeArchive))
        {
            _doing = "warming up, the first commits to a lake";
            LakeSink.WarmUp(context.Session, context.Lake, Math.Clamp(warmBatches / 50, 1, 4), stopping);
        }

        var done = 0L;
        if (all.Any(plan => plan.Name == QueryNames.LiveMetrics))
        {
            using var warmUp = new WarmUpBatches(context);
            for (; done + StateOf(QueryNames.LiveMetrics).Batches < warmBatches && !stopping.IsCancellationRequested; done++)
            {
                _doing = $"warming up, {done + StateOf(QueryNames.LiveMetrics).Batches} of {warmBatches} batches";
                warmUp.RunOne();
            }
        }

        _warm = !stopping.IsCancellationRequested;
        RunnerLog.Ready(log, done + States.Sum(state => state.Batches));
    }
}
