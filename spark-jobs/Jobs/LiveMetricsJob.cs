using Analytics.Contracts;
using Analytics.SparkJobs.Running;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Events into counts per second and minute, on the 100 ms clock.</summary>
static class LiveMetricsJob
{
    public static QueryPlan Plan(JobContext context)
    {
        var transform = new LiveMetrics();
        return new QueryPlan(
            QueryNames.LiveMetrics,
            Pool: "live",
            [context.Settings.Topics.Events],
            context.Settings.Trigger,
            context.Settings.MaxOffsetsPerTrigger,
            MergeSession.Conf,
            context.Settings.AsyncProgress ? MergeSession.AsyncProgress : MergeSession.NoOptions,
            () => context.OpenMergeSink(QueryNames.LiveMetrics, WarehouseFunctions.MergeLiveMetrics, transform.Apply)
        );
    }
}
