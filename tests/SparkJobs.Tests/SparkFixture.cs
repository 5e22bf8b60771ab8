using Analytics.Local.Processes;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Queries;
using Microsoft.Spark.Sql;

[assembly: AssemblyFixture(typeof(SparkJobs.Tests.SparkFixture))]
[assembly: AssemblyFixture(typeof(Analytics.Testing.TestEnvironment))]

namespace SparkJobs.Tests;

/// <summary>The JVM of this assembly, with the application's session settings; it runs before any test makes a Column.</summary>
public sealed class SparkFixture : IDisposable
{
    public SparkFixture()
    {
        JvmHost.Launch(
            new LaunchOptions
            {
                Conf = new Dictionary<string, string> { ["spark.master"] = "local[4]", ["spark.driver.memory"] = "1g" },
                JvmOptions =
                [
                    "-Duser.timezone=UTC",
                    "-XX:+UseParallelGC",
                    "-XX:TieredStopAtLevel=1", // Queries of a few rows end before the optimizing compiler is done with them.
                    "-XX:ReservedCodeCacheSize=240m",
                    $"-Dlog4j2.configurationFile=file:{Path.Combine(Repository.Root, "deploy", "spark", "log4j2.properties")}",
                ],
            }
        );
        Session = SparkSessions.Create("tests");
    }

    public SparkSession Session { get; }

    public void Dispose() => JvmHost.Shutdown();
}
