using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Adds up sessions, visitors and dimensions, every second.</summary>
static class SessionsJob
{
    /// <summary>The offsets of the first batches: even with the longest texts, so many sessions fit in memory several times.</summary>
    public const int FirstOffsets = 5000;

    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.Sessions,
            Topics = [context.Topics.Events],
            Trigger = TimeSpan.FromSeconds(1),
            Transform = LiveSessions.OfNewEvents(context.Settings.Goals, context.Settings.Properties).Apply,
            OpenSink = () => context.OpenMergeSink(QueryNames.Sessions, WarehouseFunctions.MergeSessions),
            Tuning = new()
            {
                Pool = "second",
                MaxOffsets = context.Settings.MaxOffsetsPerTrigger,
                FirstOffsets = FirstOffsets,
                SqlConf = MergeQuerySettings.SqlConf,
                WriterOptions = MergeQuerySettings.WriterOptions(context.Settings),
            },
        };
}
