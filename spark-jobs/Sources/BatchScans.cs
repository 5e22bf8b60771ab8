using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>
/// Reads the scan of each batch from a query's execution, in one round trip: on a busy machine each costs two waits for a core.
/// </summary>
sealed class BatchScans : IDisposable
{
    static readonly string[] _node = ["lastExecution", "executedPlan", "collectLeaves", "head"];

    readonly JvmPath[] _paths;

    /// <param name="execution">Spark's StreamExecution, from <c>StreamingQuery.streamingQuery()</c>; it has a batch.</param>
    public BatchScans(JvmObjectReference execution) =>
        _paths = [
            new(execution, _node),
            new(execution, [.. _node, "inputPartitions"]),
            new(execution, [.. _node, "start", "json"]),
            new(execution, [.. _node, "end", "json"]),
        ];

    /// <returns>The scan; its JVM objects live as long as the current scope.</returns>
    public BatchScan Current()
    {
        var calls = Jvm.Pipeline();
        foreach (var path in _paths)
            path.Append(calls);

        var found = calls.Send();
        return new BatchScan(
            (JvmObjectReference)found[0]!,
            (JvmObjectReference)found[1]!,
            new(BatchRange.Parse((string)found[2]!), BatchRange.Parse((string)found[3]!))
        );
    }

    public void Dispose()
    {
        foreach (var path in _paths)
            path.Dispose();
    }
}
