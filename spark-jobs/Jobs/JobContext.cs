using Analytics.Contracts;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.SparkJobs.Jobs;

/// <summary>What jobs share: the session, Kafka, the warehouse and the lake.</summary>
sealed record JobContext(JobSettings Settings, SparkSession Session, KafkaCluster Kafka, NpgsqlDataSource Warehouse, TimeProvider Clock, ILogger Log)
{
    readonly WarehouseAddress address = new(Settings.Warehouse);

    public LakeFolder Lake { get; } = new(Settings.Lake);

    public ISink OpenMergeSink(string query, string function, IRowsText rows) =>
        new MergeSink(query, new HeldConnection(address, query, function), new Ledger(Warehouse), rows, Kafka, Clock);

    public ISink OpenLakeSink()
    {
        var topics = Settings.Topics;
        var known = Kafka.DescribeAsync([topics.Events, topics.Historical, topics.Rejected]).GetAwaiter().GetResult();
        return new LakeSink(Session, Lake, topics, known, Clock, Log);
    }
}
