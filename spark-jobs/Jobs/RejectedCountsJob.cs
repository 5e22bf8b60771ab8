using Analytics.Contracts;
using Analytics.SparkJobs.Running;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Rejected events into counts per minute and code, on the 1 s clock.</summary>
static class RejectedCountsJob
{
    public static QueryPlan Plan(JobContext context)
    {
        var transform = new RejectedCounts();
        return new QueryPlan(
            QueryNames.RejectedCounts,
            Pool: "second",
            [context.Settings.Topics.Rejected],
            TimeSpan.FromSeconds(1),
            context.Settings.MaxOffsetsPerTrigger,
            MergeSession.Conf,
            WriterOptions: MergeSession.NoOptions,
            () => context.OpenMergeSink(QueryNames.RejectedCounts, WarehouseFunctions.MergeRejectedCounts, transform.Apply)
        );
    }
}
