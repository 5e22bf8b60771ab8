using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Counts rejected events per minute and code, every second.</summary>
static class RejectedCountsJob
{
    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.RejectedCounts,
            Topics = [context.Topics.Rejected],
            Trigger = TimeSpan.FromSeconds(1),
            Transform = new RejectedCounts().Apply,
            OpenSink = () => context.OpenMergeSink(QueryNames.RejectedCounts, WarehouseFunctions.MergeRejectedCounts),
            Tuning = new()
            {
                Pool = "second",
                MaxOffsets = context.Settings.MaxOffsetsPerTrigger,
                SqlConf = MergeQuerySettings.SqlConf,
            },
        };
}
