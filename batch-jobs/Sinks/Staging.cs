using Analytics.Hosting;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sinks;

/// <summary>Writes rows to the staging tables of the warehouse by Spark's JDBC writer, from every executor at once.</summary>
sealed class Staging(string connectionString, string runId)
{
    public const string LakeCounts = "staging.lake_counts";
    public const string LakeDimensions = "staging.lake_dimensions";
    public const string LakeDuplicates = "staging.lake_duplicates";
    public const string Sessions = "staging.sessions";

    /// <summary>Rows of a batch where each holds arrays of hundreds of counts.</summary>
    public const int ArraysBatch = 20;

    // The most connections: the role has 16.
    const int Writers = 8;

    readonly WarehouseAddress _address = new(connectionString);

    /// <summary>Appends the rows, with the run's id. The password is an option, which Spark redacts, and never part of the URL.</summary>
    public void Append(DataFrame rows, string table, int batchSize = 10_000) =>
        rows.WithColumn("run_id", Lit(runId))
            .Write()
            .Format("jdbc")
            .Options(new Dictionary<string, string>(_address.JdbcProperties("analytics-batch")))
            .Option("driver", "org.postgresql.Driver")
            .Option("url", _address.JdbcUrl)
            .Option("dbtable", table)
            .Option("reWriteBatchedInserts", "true")
            .Option("batchsize", batchSize)
            .Option("numPartitions", Writers)
            .Mode("append")
            .Save();
}
