using System.Reflection;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.SparkBinding;
using Microsoft.Spark.Sql;

namespace EndToEnd.Tests.Batch;

/// <summary>
/// Runs the program of the batch jobs, with its command line, in this process and one JVM: a JVM of its own for each run would start and
/// compile everything again. ClusterTests starts the program as users do.
/// </summary>
sealed class BatchProgram : IBatchProgram, IDisposable
{
    readonly string[] _stores;
    readonly SparkSession _session;

    public BatchProgram(LocalStack stack)
    {
        _stores = ["--lake", stack.Lake, "--warehouse", stack.Postgres.ConnectionString(Role.Batch)];
        JvmHost.Launch(
            new LaunchOptions
            {
                Conf = new Dictionary<string, string>
                {
                    ["spark.master"] = "local[4]",
                    ["spark.driver.memory"] = "2g",
                    ["spark.sql.extensions"] = "io.delta.sql.DeltaSparkSessionExtension",
                    ["spark.sql.catalog.spark_catalog"] = "org.apache.spark.sql.delta.catalog.DeltaCatalog",
                    ["spark.sql.warehouse.dir"] = Path.Combine(stack.Postgres.Folder, "spark-warehouse"),
                    ["spark.ui.enabled"] = "false",
                    // A thousand rows in the tasks of many cores are mostly empty tasks; ClusterTests and DemoTests run with the defaults.
                    ["spark.sql.shuffle.partitions"] = "2",
                    ["spark.sql.adaptive.coalescePartitions.initialPartitionNum"] = "2",
                },
                JvmOptions = ["-Duser.timezone=UTC", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"],
                LogFile = Path.Combine(stack.Postgres.Folder, "batch-jobs.log"),
            }
        );
        // A run stops the session that it began, and leaves one that it finds.
        _session = SparkSession.Builder().GetOrCreate();
    }

    public async Task RunAsync(string job, params string[] arguments)
    {
        var main = Assembly.Load("Analytics.BatchJobs").EntryPoint!;
        string[] line = [job, .. arguments, .. _stores];
        Assert.Equal(0, await Task.Run(() => main.Invoke(null, [line]), TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        _session.Stop();
        JvmHost.Shutdown();
    }
}
