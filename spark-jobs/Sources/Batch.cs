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

    /// <summary>Kafka's rows that the sink refuses one by one: part of the range, and not of <see cref="Rows"/>. Null when there are none.</summary>
    public DataFrame? Refused { get; private init; }

    /// <summary>True when <see cref="Rows"/> is not all that the scan reads.</summary>
    public bool IsPart { get; private init; }

    /// <summary>
    /// The same batch with those rows only of which the condition is true. They are persisted, since Spark otherwise evaluates parts of a
    /// transform for rows that a filter below it leaves out. Unpersist them.
    /// </summary>
    public Batch Part(string condition) => this with { Rows = Rows.Where(condition).Persist(), IsPart = true };

    /// <summary>The same batch with the rows of which the condition is true put aside. Unpersist its rows.</summary>
    public Batch Without(string condition) => Part($"NOT ({condition})") with { Refused = Rows.Where(condition) };
}
