using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>
/// The Kafka scan of a query's current batch. It takes few round trips: on a busy machine each costs two waits for a core.
/// </summary>
/// <param name="Node">Spark's <c>MicroBatchScanExec</c>.</param>
/// <param name="Partitions">A Scala sequence of its input partitions, one for each Kafka partition.</param>
/// <param name="Range">The offsets that it covers: known before the batch's handler is called, independently of Spark's own logs.</param>
sealed record BatchScan(JvmObjectReference Node, JvmObjectReference Partitions, BatchRange Range)
{
    /// <param name="execution">Spark's StreamExecution, from <c>StreamingQuery.streamingQuery()</c>.</param>
    /// <returns>The scan; its JVM objects live as long as the current scope.</returns>
    public static BatchScan Of(JvmObjectReference execution)
    {
        var node = execution
            .Invoke<JvmObjectReference>("lastExecution")
            .Invoke<JvmObjectReference>("executedPlan")
            .Invoke<JvmObjectReference>("collectLeaves")
            .Invoke<JvmObjectReference>("head");
        var found = Jvm.Pipeline().Call(node, "start").Call(node, "end").Call(node, "inputPartitions").Send();
        var json = Jvm.Pipeline().Call((JvmObjectReference)found[0]!, "json").Call((JvmObjectReference)found[1]!, "json").Send();
        return new BatchScan(
            node,
            (JvmObjectReference)found[2]!,
            new(BatchRange.Parse((string)json[0]!), BatchRange.Parse((string)json[1]!))
        );
    }
}
