using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sources;

/// <summary>One micro-batch, the input of a sink.</summary>
/// <param name="Rows">Kafka's rows, evaluated lazily.</param>
/// <param name="Scan">The batch's Kafka scan with the offsets that it covers.</param>
/// <param name="Id">The batch's number within the query's run, from 0.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
/// <param name="StartedAt">The start of the query's run.</param>
/// <param name="Began">The time of the handler's call, from <see cref="TimeProvider.GetTimestamp"/>.</param>
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

    /// <summary>
    /// Kafka's rows that the sink refuses one by one: they are in the range but not in <see cref="Rows"/>. Null when there are none.
    /// </summary>
    public DataFrame? Refused { get; private init; }

    /// <summary>True when <see cref="Rows"/> is only a part of what the scan reads.</summary>
    public bool IsPart { get; private init; }

    /// <summary>
    /// Returns the batch with only the rows that meet the condition. The rows are persisted, since Spark otherwise evaluates parts of a
    /// transform for rows that a filter below it excludes. The caller unpersists them.
    /// </summary>
    public Batch Part(string condition) => this with { Rows = Rows.Where(condition).Persist(), IsPart = true };

    /// <summary>
    /// Returns the batch without the rows that meet the condition, which become <see cref="Refused"/>. The caller unpersists its rows.
    /// </summary>
    public Batch Without(string condition) => Part($"NOT ({condition})") with { Refused = Rows.Where(condition) };
}
