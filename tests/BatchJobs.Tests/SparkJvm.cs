using Analytics.BatchJobs.Sources;
using Analytics.Local.Processes;
using Analytics.SparkBinding;
using Analytics.Testing;
using BatchJobs.Tests;
using Microsoft.Spark.Sql;

[assembly: AssemblyFixture(typeof(SparkJvm))]
[assembly: AssemblyFixture(typeof(TestEnvironment))]

namespace BatchJobs.Tests;

/// <summary>The JVM of this assembly, which starts on first use. The tests share its session: a job leaves the one that it finds.</summary>
public sealed class SparkJvm : IDisposable
{
    readonly Lazy<SparkSession> _session = new(Start);

    public SparkSession Session => _session.Value;

    public void Dispose()
    {
        if (_session.IsValueCreated)
            JvmHost.Shutdown();
    }

    static SparkSession Start()
    {
        JvmHost.Launch(
            new LaunchOptions
            {
                Conf = new Dictionary<string, string>
                {
                    ["spark.master"] = "local[2]",
                    ["spark.driver.memory"] = "2g",
                    ["spark.sql.shuffle.partitions"] = "2",
                    // Planning again after each stage takes a fifth of a report's time; EndToEnd.Tests runs the jobs with it.
                    ["spark.sql.adaptive.enabled"] = "false",
                    // A report compiles more than the default of 100 pieces of code: the next one would compile them again.
                    ["spark.sql.codegen.cache.maxEntries"] = "1000",
                    ["spark.ui.showConsoleProgress"] = "false",
                },
                JvmOptions =
                [
                    "-Duser.timezone=UTC",
                    "-XX:+UseParallelGC",
                    "-XX:TieredStopAtLevel=1", // Queries of a few rows end before the optimizing compiler is done with them.
                    // That compiler's default of 48 MB is full after a few reports; then nothing is compiled.
                    "-XX:ReservedCodeCacheSize=512m",
                    $"-Dlog4j2.configurationFile=file:{Path.Combine(Repository.Root, "deploy", "spark", "log4j2.properties")}",
                ],
            }
        );
        return LakeSession.Create("tests");
    }
}
