using Analytics.Contracts;
using Analytics.SparkJobs.Running;

namespace Analytics.SparkJobs.Jobs;

/// <summary>All topics into the Delta tables, on the 10 s clock.</summary>
static class LakeArchiveJob
{
    /// <summary>A commit is the same work for few rows and for many.</summary>
    const int MaxOffsets = 1_000_000;

    public static QueryPlan Plan(JobContext context)
    {
        var topics = context.Settings.Topics;
        return new QueryPlan(
            QueryNames.LakeArchive,
            Pool: "lake",
            [topics.Events, topics.Historical, topics.Rejected],
            context.Settings.LakeTrigger,
            MaxOffsets,
            SqlConf: MergeSession.NoOptions,
            WriterOptions: MergeSession.NoOptions,
            context.OpenLakeSink
        );
    }
}
