using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>
/// Reads the scan of each batch from a query's execution, in one round trip: on a busy machine each costs two waits for a core.
/// </summary>
/// <param name="execution">
/// Spark's StreamExecution, from <c>StreamingQuery.streamingQuery()</c>. The first batch may come before it is known.
/// </param>
sealed class BatchScans(Task<JvmObjectReference> execution) : IDisposable
{
    readonly List<JvmPath> _paths = [];

    /// <summary>Reads the scan in the handler of its batch.</summary>
    /// <returns>The scan; its JVM objects live as long as the current scope.</returns>
    public BatchScan Current()
    {
        if (_paths.Count == 0)
            Compose();

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

    public void Dispose() => _paths.ForEach(path => path.Dispose());

    void Compose()
    {
        var node = new JvmPath(execution.GetAwaiter().GetResult(), "lastExecution", "executedPlan", "collectLeaves", "head");
        _paths.Add(node);
        _paths.Add(node.Then("inputPartitions"));
        _paths.Add(node.Then("start", "json"));
        _paths.Add(node.Then("end", "json"));
    }
}
