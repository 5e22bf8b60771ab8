using Analytics.Contracts;
using Analytics.SparkJobs.Running;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Lean;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Events into counts per second and minute, on the 100 ms clock.</summary>
static class LiveMetricsJob
{
    const int LeanRowLimit = 20_000;

    public static QueryPlan Plan(JobContext context)
    {
        var transform = new LiveMetrics();
        return new QueryPlan(
            Queries.LiveMetrics,
            Pool: "live",
            [context.Settings.Topics.Events],
            context.Settings.Trigger,
            context.Settings.MaxOffsetsPerTrigger,
            MergeSession.Conf,
            context.Settings.AsyncProgress ? MergeSession.AsyncProgress : MergeSession.NoOptions,
            () => context.OpenMergeSink(Queries.LiveMetrics, WarehouseFunctions.MergeLiveMetrics, RowsText(context, transform)));
    }

    // A lean stage is made from the first batch's scan, so each run of the query has its own.
    static IRowsText RowsText(JobContext context, LiveMetrics transform)
    {
        var ordinary = new OrdinaryRowsText(transform.Apply);
        return context.Settings.Lean ? new LeanRowsText(transform.Apply, ordinary, LeanRowLimit, context.Log) : ordinary;
    }
}
