using Analytics.SparkBinding;

[assembly: AssemblyFixture(typeof(SparkBinding.Tests.SparkJvm))]

namespace SparkBinding.Tests;

/// <summary>The JVM of this assembly: Spark from SPARK_HOME or .lib/spark, local[2], with Delta.</summary>
public sealed class SparkJvm : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-binding-tests-");

    public SparkJvm() => JvmHost.Launch(Options(_folder.FullName));

    /// <summary>The folder for files of the tests; removed at the end.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose()
    {
        JvmHost.Shutdown();
        _folder.Delete(recursive: true);
    }

    internal static LaunchOptions Options(string folder) =>
        new()
        {
            LogFile = Path.Combine(folder, "jvm.log"),
            JvmOptions =
            [
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=240m",
                "-Duser.timezone=UTC",
            ],
            Environment = new Dictionary<string, string> { ["SPARK_LOCAL_IP"] = "127.0.0.1" },
            Conf = new Dictionary<string, string>
            {
                ["spark.master"] = "local[2]",
                ["spark.app.name"] = "binding-tests",
                ["spark.ui.enabled"] = "false",
                ["spark.log.level"] = "ERROR",
                ["spark.sql.shuffle.partitions"] = "2",
                ["spark.sql.session.timeZone"] = "UTC",
                ["spark.sql.warehouse.dir"] = Path.Combine(folder, "warehouse"),
                ["spark.sql.extensions"] = "io.delta.sql.DeltaSparkSessionExtension",
                ["spark.sql.catalog.spark_catalog"] = "org.apache.spark.sql.delta.catalog.DeltaCatalog",
                ["spark.databricks.delta.snapshotPartitions"] = "2",
                ["spark.sql.streaming.checkpointFileManagerClass"] =
                    "org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager",
            },
        };
}
