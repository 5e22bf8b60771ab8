using System.Collections.Concurrent;
using Analytics.Contracts;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
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

    readonly ConcurrentDictionary<string, EvaluationChoice> _choices = new();

    /// <summary>Returns the estimates of a query's batches; all runs of the query share them.</summary>
    public EvaluationChoice ChoiceOf(string query) => _choices.GetOrAdd(query, _ => new EvaluationChoice());

    public LakeFolder Lake { get; } = new(Settings.Lake);
}
