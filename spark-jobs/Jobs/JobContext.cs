using Analytics.Contracts;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Lean;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.SparkJobs.Jobs;

/// <summary>What jobs share: the session, Kafka, the warehouse and the lake.</summary>
sealed record JobContext(
    JobSettings Settings,
    SparkSession Session,
    KafkaCluster Kafka,
    NpgsqlDataSource Warehouse,
    TimeProvider Clock,
    ILogger Log
)
{
    /// <summary>More offsets than this are worth the parallel, spilling, ordinary way.</summary>
    const int LeanRowLimit = 100_000;

    readonly WarehouseAddress _address = new(Settings.Warehouse);

    public LakeFolder Lake { get; } = new(Settings.Lake);

    public ISink OpenMergeSink(string query, string function, Func<DataFrame, DataFrame> transform) =>
        new MergeSink(query, new HeldConnection(_address, query, function), new Ledger(Warehouse), RowsText(transform), Kafka, Clock);

    public ISink OpenLakeSink()
    {
        var topics = Settings.Topics;
        var known = Kafka.DescribeAsync([topics.Events, topics.Historical, topics.Rejected]).GetAwaiter().GetResult();
        return new LakeSink(Session, Lake, topics, known, Clock, Log);
    }

    // A lean stage is made from the first batch's scan, so each run of a query has its own.
    IRowsText RowsText(Func<DataFrame, DataFrame> transform)
    {
        var ordinary = new OrdinaryRowsText(transform);
        return Settings.Lean ? new LeanRowsText(transform, ordinary, LeanRowLimit, Log) : ordinary;
    }
}
