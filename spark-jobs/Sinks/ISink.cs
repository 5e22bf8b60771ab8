using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>The target of a query. A sink is opened for each run of the query and stores the offsets in its commits.</summary>
interface ISink : IDisposable
{
    /// <summary>Returns the committed positions; empty before the first commit.</summary>
    IReadOnlyList<Position> Positions();

    /// <summary>Moves the sink's positions to the query's start, after the operator accepted the loss of messages in Kafka.</summary>
    void AcceptGap(IReadOnlyList<Position> start);

    /// <summary>Commits a batch's transformed rows and its offsets atomically; throws without committing anything.</summary>
    void Write(Batch batch, Func<DataFrame, DataFrame> transform);

    /// <summary>Processes a batch as <see cref="Write"/> does and throws the same exceptions, without a commit.</summary>
    void Try(Batch batch, Func<DataFrame, DataFrame> transform);
}
