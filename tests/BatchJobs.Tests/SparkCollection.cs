using Microsoft.Spark.Sql;

namespace BatchJobs.Tests;

/// <summary>
/// The tests that use Spark run in two collections beside each other, since the driver of a job is one thread. A job changes settings of
/// the session that another job of its kind reads: tests of erasure and retention are in one collection.
/// </summary>
public sealed class SparkCollection(SparkJvm jvm)
{
    public const string Name = "Spark";

    /// <summary>The collection of reports and replays, which takes about as long as the other one.</summary>
    public const string Reports = "Spark, reports";

    public SparkSession Session { get; } = jvm.Session;
}

[CollectionDefinition(SparkCollection.Name)]
public sealed class SparkCollectionDefinition : ICollectionFixture<SparkCollection>;

[CollectionDefinition(SparkCollection.Reports)]
public sealed class ReportsCollectionDefinition : ICollectionFixture<SparkCollection>;
