using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>Finds the Kafka scan of the batch that a query is running.</summary>
static class BatchScan
{
    /// <param name="execution">Spark's StreamExecution, from <c>StreamingQuery.streamingQuery()</c>.</param>
    /// <returns>The batch's <c>MicroBatchScanExec</c>; release it.</returns>
    public static JvmObjectReference Of(JvmObjectReference execution)
    {
        using var last = execution.Invoke<JvmObjectReference>("lastExecution");
        using var plan = last.Invoke<JvmObjectReference>("executedPlan");
        using var leaves = plan.Invoke<JvmObjectReference>("collectLeaves");
        return leaves.Invoke<JvmObjectReference>("apply", 0);
    }
}
