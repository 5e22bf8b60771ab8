using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>All topics into the Delta tables of events and of rejected events, on the 10 s clock.</summary>
static class LakeArchiveJob
{
    /// <summary>A commit is the same work for few rows and for many.</summary>
    const int MaxOffsets = 1_000_000;

    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.LakeArchive,
            Topics = [context.Topics.Events, context.Topics.Historical, context.Topics.Rejected],
            Trigger = context.Settings.LakeTrigger,
            Transform = ClassifyEvents.Whole().Apply,
            OpenSink = context.OpenLakeSink,
            Tuning = new() { Pool = "lake", MaxOffsets = MaxOffsets },
        };
}
