using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Where a query writes. A sink is opened anew for each run of the query and holds the offsets in its own commits.</summary>
interface ISink : IDisposable
{
    /// <summary>What has been committed; empty before the first commit.</summary>
    IReadOnlyList<Position> Positions();

    /// <summary>The operator goes on without what Kafka has lost: the sink's own positions move to where the query will begin.</summary>
    void AcceptGap(IReadOnlyList<Position> start);

    /// <summary>Commits what the transform makes of a batch, and the batch's offsets, together; or throws and has committed nothing.</summary>
    void Write(Batch batch, Func<DataFrame, DataFrame> transform);

    /// <summary>Does with a batch what <see cref="Write"/> does, commits nothing, and throws what it would throw.</summary>
    void Try(Batch batch, Func<DataFrame, DataFrame> transform);
}
