using Analytics.BatchJobs.Sources;
using Analytics.Local;
using Analytics.SparkBinding;
using Microsoft.Spark.Sql;

[assembly: AssemblyFixture(typeof(BatchJobs.Tests.SparkFixture))]
[assembly: AssemblyFixture(typeof(Analytics.Testing.TestEnvironment))]
// Tests of one JVM share its session, and Spark runs their jobs faster one after another.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace BatchJobs.Tests;

/// <summary>The JVM of this assembly.</summary>
public sealed class SparkFixture : IDisposable
{
    public SparkFixture()
    {
        JvmHost.Launch(
            new LaunchOptions
            {
                Conf = new Dictionary<string, string>
                {
                    ["spark.master"] = "local[2]",
                    ["spark.driver.memory"] = "1g",
                    ["spark.sql.shuffle.partitions"] = "2",
                    ["spark.ui.showConsoleProgress"] = "false",
                },
                JvmOptions =
                [
                    "-Duser.timezone=UTC",
                    "-XX:+UseParallelGC",
                    $"-Dlog4j2.configurationFile=file:{Path.Combine(Repository.Root, "deploy", "spark", "log4j2.properties")}",
                ],
            }
        );
        Session = LakeSession.Create("tests");
    }

    /// <summary>The session; runs of jobs use it too, and leave it.</summary>
    public SparkSession Session { get; }

    public void Dispose() => JvmHost.Shutdown();
}
