using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Queries;

/// <summary>Creates the application's Spark session; each setting was measured.</summary>
static class SparkSessions
{
    /// <summary>Creates the session. A setting given to spark-submit by <c>--conf</c> takes precedence.</summary>
    public static SparkSession Create(string applicationName) => new SessionSettings().Create(applicationName, _settings);

    /// <summary>Returns a new session of the same application with more settings.</summary>
    public static SparkSession With(SparkSession session, IReadOnlyDictionary<string, string> settings)
    {
        var own = session.NewSession();
        foreach (var (name, value) in settings)
            own.Conf().Set(name, value);

        return own;
    }

    static readonly Dictionary<string, string> _settings = new()
    {
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.shuffle.partitions"] = "1",
        ["spark.sql.adaptive.enabled"] = "false",
        ["spark.locality.wait"] = "0",
        // Keeps a consumer for each query and partition: by default 64 are kept, and each batch creates the others again.
        ["spark.kafka.consumer.cache.capacity"] = "1000",
        // Keeps the compiled classes of both evaluations of every query: by default 100 are kept.
        ["spark.sql.codegen.cache.maxEntries"] = "1000",
        ["spark.ui.enabled"] = "false",
        ["spark.sql.ui.explainMode"] = "simple",
        ["spark.sql.maxPlanStringLength"] = "10",
        // Spark's default, and the options that log in to a secured Kafka.
        ["spark.redaction.regex"] = "(?i)secret|password|token|access[.]?key|jaas|keystore",
        // The default manager starts about forty processes a batch on a local disk.
        ["spark.sql.streaming.checkpointFileManagerClass"] =
            "org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager",
        ["spark.sql.extensions"] = "io.delta.sql.DeltaSparkSessionExtension",
        ["spark.sql.catalog.spark_catalog"] = "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        // Times before 1900 are rejected, so no reader has to guess the calendar.
        ["spark.sql.parquet.outputTimestampType"] = "TIMESTAMP_MICROS",
        ["spark.sql.parquet.datetimeRebaseModeInWrite"] = "CORRECTED",
        ["spark.sql.parquet.int96RebaseModeInWrite"] = "CORRECTED",
        ["spark.databricks.delta.snapshotPartitions"] = "2",
        ["spark.databricks.delta.properties.defaults.checkpointInterval"] = "100",
        // A batch of the archive without events moves the lake's ends too: they are the metadata of its commit, which has no rows.
        ["spark.databricks.delta.skipRecordingEmptyCommits"] = "false",
        [LakeStatistics.NoneByDefault] = "0",
        ["spark.ui.showConsoleProgress"] = "false",
        ["spark.scheduler.mode"] = "FAIR",
        ["spark.scheduler.allocation.file"] = new Uri(Path.Combine(AppContext.BaseDirectory, "Queries", "Pools.xml")).AbsoluteUri,
    };
}
