using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>
/// Reads the scan of each batch from a query's execution, in one round trip: on a busy machine each costs two waits for a core.
/// </summary>
sealed class BatchScans : IDisposable
{
    static readonly string[] _node = ["lastExecution", "executedPlan", "collectLeaves", "head"];
    static readonly string[][] _all = [_node, [.. _node, "inputPartitions"], [.. _node, "start", "json"], [.. _node, "end", "json"]];

    readonly List<JvmPath> _paths = [];

    /// <param name="execution">Spark's StreamExecution, from <c>StreamingQuery.streamingQuery()</c>; it has a batch.</param>
    public BatchScans(JvmObjectReference execution)
    {
        try
        {
            foreach (var path in _all)
                _paths.Add(new(execution, path));
        }
        catch
        {
            Dispose(); // A path holds the execution.
            throw;
        }
    }

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
