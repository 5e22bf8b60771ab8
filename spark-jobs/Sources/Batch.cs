using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sources;

/// <summary>One micro-batch, as a sink gets it.</summary>
/// <param name="Rows">Kafka's rows, lazily.</param>
/// <param name="Scan">The batch's Kafka scan, and the offsets that it covers.</param>
/// <param name="Id">From 0 in each run of the query.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
/// <param name="StartedAt">When this run of the query began.</param>
/// <param name="Began">When the handler was called: <see cref="TimeProvider.GetTimestamp"/>.</param>
sealed record Batch(
    DataFrame Rows,
    BatchScan Scan,
    long Id,
    IReadOnlyDictionary<string, string> TopicIds,
    DateTimeOffset StartedAt,
    long Began
)
{
    public BatchRange Range => Scan.Range;
}
