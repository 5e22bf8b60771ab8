using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Running;

/// <summary>One micro-batch, as a sink gets it.</summary>
/// <param name="Rows">Kafka's rows, lazily.</param>
/// <param name="Scan">The batch's Kafka scan in the JVM.</param>
/// <param name="Id">From 0 in each run of the query.</param>
/// <param name="Range">The offsets it covers.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
/// <param name="StartedAt">When this run of the query began.</param>
/// <param name="Began">When the handler was called: <see cref="TimeProvider.GetTimestamp"/>.</param>
sealed record Batch(
    DataFrame Rows,
    JvmObjectReference Scan,
    long Id,
    BatchRange Range,
    IReadOnlyDictionary<string, string> TopicIds,
    DateTimeOffset StartedAt,
    long Began);
