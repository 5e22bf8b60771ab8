using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>
/// Adds up historical events in minutes, sessions, visitors and dimensions, every 10 s: an import never delays the newest events.
/// </summary>
static class HistoricalMetricsJob
{
    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.HistoricalMetrics,
            Topics = [context.Topics.Historical],
            Trigger = context.Settings.HistoricalTrigger,
            Transform = LiveSessions.OfThePast(context.Settings.Goals, context.Settings.Properties).Apply,
            OpenSink = () => context.OpenMergeSink(QueryNames.HistoricalMetrics, WarehouseFunctions.MergeHistorical),
            Tuning = new()
            {
                Pool = "lake",
                MaxOffsets = context.Settings.MaxOffsetsPerTrigger,
                FirstOffsets = SessionsJob.FirstOffsets,
                SqlConf = MergeQuerySettings.SqlConf,
                WriterOptions = MergeQuerySettings.WriterOptions(context.Settings),
            },
        };
}
