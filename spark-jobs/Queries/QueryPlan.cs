using Analytics.Contracts;
using Analytics.SparkJobs.Sinks;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Queries;

/// <summary>The definition of a query: source, trigger, transform and sink.</summary>
sealed record QueryPlan
{
    /// <summary>One of <see cref="QueryNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The Kafka topics that the query reads.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The time from the start of a batch to the start of the next.</summary>
    public required TimeSpan Trigger { get; init; }

    /// <summary>The transform from Kafka's rows to the sink's rows, the same for every batch.</summary>
    public required Func<DataFrame, DataFrame> Transform { get; init; }

    /// <summary>Connects to the sink and throws unless this is the only copy of the query. Called for each run of the query.</summary>
    public required Func<ISink> OpenSink { get; init; }

    public required QueryTuning Tuning { get; init; }
}
