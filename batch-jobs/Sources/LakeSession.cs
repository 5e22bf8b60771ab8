using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Sources;

/// <summary>Creates a Spark session with the Delta extensions. A setting given to spark-submit by <c>--conf</c> takes precedence.</summary>
static class LakeSession
{
    // Shuffles that Spark does not adapt, those of VACUUM among them, take this many tasks. The default of 200 takes seconds on a few
    // cores.
    const string Shuffles = "spark.sql.shuffle.partitions";
    const long LeastShuffles = 8;
    const long ShufflesPerCore = 2;

    // Shuffles that Spark adapts begin with this many parts, and small ones are put together. What is persisted keeps them all, so that it
    // takes as many tasks, whatever its size, wherever it is read: each costs 50 ms.
    const string AdaptedShuffles = "spark.sql.adaptive.coalescePartitions.initialPartitionNum";
    const long LeastAdapted = 16;
    const long AdaptedPerCore = 4;

    static readonly Dictionary<string, string> _settings = new()
    {
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.extensions"] = "io.delta.sql.DeltaSparkSessionExtension",
        ["spark.sql.catalog.spark_catalog"] = "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        // Shuffled rows are read in tasks of 64 MB, not in one task per core at least: a small table takes one.
        ["spark.sql.adaptive.coalescePartitions.parallelismFirst"] = "false",
        // The number of tasks in which VACUUM lists folders; the default of 10,000 takes minutes for a small table.
        ["spark.sql.sources.parallelPartitionDiscovery.parallelism"] = "8",
        ["spark.databricks.delta.snapshotPartitions"] = "2",
        [LakeStatistics.NoneByDefault] = "0",
        // Tasks of a size that several of them fit into a heap of 2 GB: what is shuffled takes more memory than on disk.
        ["spark.sql.files.maxPartitionBytes"] = "32m",
        ["spark.sql.adaptive.advisoryPartitionSizeInBytes"] = "16m",
        // Spark keeps a description of every query for its page, even without the page: those of a report's plans fill the heap.
        ["spark.sql.ui.explainMode"] = "simple",
        ["spark.sql.maxPlanStringLength"] = "1000",
        ["spark.sql.ui.retainedExecutions"] = "10",
        ["spark.ui.retainedJobs"] = "10",
        ["spark.ui.retainedStages"] = "10",
        ["spark.ui.enabled"] = "false",
        ["spark.ui.showConsoleProgress"] = "false",
    };

    public static SparkSession Create(string job)
    {
        var given = new SessionSettings();
        var session = given.Create($"analytics batch {job}", _settings);
        var cores = session.SparkContext.DefaultParallelism;
        if (!given.IsGiven(Shuffles))
            session.Conf().Set(Shuffles, Math.Max(LeastShuffles, ShufflesPerCore * cores));

        if (!given.IsGiven(AdaptedShuffles))
            session.Conf().Set(AdaptedShuffles, Math.Max(LeastAdapted, AdaptedPerCore * cores));

        // Delta asks the thread for its session, which may be a stopped one.
        SparkSession.SetActiveSession(session);
        return session;
    }
}
