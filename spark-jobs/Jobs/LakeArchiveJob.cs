using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Writes all topics to the Delta tables of events and rejected events, every 10 s.</summary>
static class LakeArchiveJob
{
    /// <summary>The most offsets of one batch: high, since the cost of a commit hardly depends on its rows.</summary>
    const int MaxOffsets = 1_000_000;

    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.LakeArchive,
            Topics = [context.Topics.Events, context.Topics.Historical, context.Topics.Rejected],
            Trigger = context.Settings.LakeTrigger,
            Transform = ClassifyEvents.ForLake().Apply,
            OpenSink = context.OpenLakeSink,
            Tuning = new() { Pool = "lake", MaxOffsets = MaxOffsets },
        };
}
