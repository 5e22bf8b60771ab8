using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Sources;

/// <summary>Creates a Spark session with the Delta extensions.</summary>
static class LakeSession
{
    public static SparkSession Create(string job) =>
        SparkSession
            .Builder()
            .AppName($"analytics batch {job}")
            .Config("spark.sql.session.timeZone", "UTC")
            .Config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .Config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            // The number of tasks in which VACUUM lists folders; the default of 10,000 takes minutes for a small table.
            .Config("spark.sql.sources.parallelPartitionDiscovery.parallelism", 8L)
            .Config("spark.databricks.delta.snapshotPartitions", 2L)
            .Config("spark.ui.enabled", "false")
            .GetOrCreate();
}
