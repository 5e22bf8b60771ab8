using Analytics.SparkBinding;
using Microsoft.Spark.Sql;
using OrdersByCountry.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(SparkFixture))]

namespace OrdersByCountry.Tests;

/// <summary>The Spark of all tests, in a JVM that this process starts with the jars of SPARK_HOME.</summary>
public sealed class SparkFixture : IDisposable
{
    public SparkSession Session { get; } =
        SparkSession
            .Builder()
            .Master("local[1]")
            .Config("spark.sql.session.timeZone", "UTC")
            .Config("spark.sql.shuffle.partitions", "1")
            .Config("spark.ui.enabled", "false")
            .GetOrCreate();

    public void Dispose() => JvmHost.Shutdown();
}
