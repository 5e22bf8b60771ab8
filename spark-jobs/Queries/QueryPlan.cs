using Analytics.Contracts;
using Analytics.SparkJobs.Sinks;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Queries;

/// <summary>What a query is: source, trigger, transform and sink.</summary>
sealed record QueryPlan
{
    /// <summary>One of <see cref="QueryNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The source: Kafka's topics.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The time from the start of a batch to the start of the next.</summary>
    public required TimeSpan Trigger { get; init; }

    /// <summary>Kafka's rows to what the sink writes of them: the same for every batch.</summary>
    public required Func<DataFrame, DataFrame> Transform { get; init; }

    /// <summary>Connects to the sink and makes sure that this is the only copy, or throws. Called for each run of the query.</summary>
    public required Func<ISink> OpenSink { get; init; }

    public required QueryTuning Tuning { get; init; }
}
