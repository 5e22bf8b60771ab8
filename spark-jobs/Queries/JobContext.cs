using Analytics.Contracts;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.SparkJobs.Queries;

/// <summary>The resources that the queries of one process share: the session, Kafka, the warehouse and the lake.</summary>
sealed record JobContext(
    JobSettings Settings,
    SparkSession Session,
    KafkaCluster Kafka,
    NpgsqlDataSource Warehouse,
    TimeProvider Clock,
    ILogger Log
)
{
    public Topics Topics => Settings.Topics;

    public LakeFolder Lake { get; } = new(Settings.Lake);
}
