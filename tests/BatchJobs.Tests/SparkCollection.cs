using Analytics.SparkBinding;

namespace BatchJobs.Tests;

/// <summary>The tests that use Spark run one after another in one JVM: a job stops its session at its end.</summary>
[CollectionDefinition(Name)]
public sealed class SparkCollection : ICollectionFixture<SparkCollection>, IDisposable
{
    public const string Name = "Spark";

    public void Dispose() => JvmHost.Shutdown();
}
