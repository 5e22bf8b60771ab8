using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Jobs;

/// <summary>Writes all topics to the Delta tables of events and rejected events, every 10 s.</summary>
static class LakeArchiveJob
{
    /// <summary>The most offsets of one batch: its rows are kept in memory, or on Spark's disk where they are large.</summary>
    const int MaxOffsets = 300_000;

    static readonly Dictionary<string, string> _sqlConf = new()
    {
        // A batch has one or two dates: a file is open for each, instead of sorting the rows by their dates.
        ["spark.sql.maxConcurrentOutputFileWriters"] = "4",
        // Values that hardly repeat only cost time in a dictionary.
        ["parquet.enable.dictionary#event_id"] = "false",
        ["parquet.enable.dictionary#properties"] = "false",
        ["parquet.enable.dictionary#context"] = "false",
        [$"parquet.enable.dictionary#{KafkaRow.Offset}"] = "false",
    };

    public static QueryPlan Plan(JobContext context) =>
        new()
        {
            Name = QueryNames.LakeArchive,
            Topics = [context.Topics.Events, context.Topics.Historical, context.Topics.Rejected],
            Trigger = context.Settings.LakeTrigger,
            Transform = ClassifyEvents.ForLake().Apply,
            OpenSink = context.OpenLakeSink,
            Tuning = new()
            {
                Pool = "lake",
                MaxOffsets = MaxOffsets,
                SqlConf = _sqlConf,
            },
        };
}
