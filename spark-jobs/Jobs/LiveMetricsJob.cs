using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Counts events per second and minute, every 100 ms.</summary>
static class LiveMetricsJob
{
    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.LiveMetrics,
            Topics = [context.Topics.Events],
            Trigger = context.Settings.Trigger,
            Transform = new LiveMetrics().Apply,
            OpenSink = () => context.OpenMergeSink(QueryNames.LiveMetrics, WarehouseFunctions.MergeLiveMetrics),
            Tuning = new()
            {
                Pool = "live",
                MaxOffsets = context.Settings.MaxOffsetsPerTrigger,
                SqlConf = MergeQuerySettings.SqlConf,
                WriterOptions = MergeQuerySettings.WriterOptions(context.Settings),
            },
        };
}
