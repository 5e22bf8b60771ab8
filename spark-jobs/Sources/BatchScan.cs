using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>
/// The Kafka scan of the batch that a query is running. Few round trips: on a busy machine each costs two waits for a core.
/// </summary>
/// <param name="Node">Spark's <c>MicroBatchScanExec</c>.</param>
/// <param name="Partitions">What it reads, one of Kafka's partitions each: a Scala sequence.</param>
/// <param name="Range">The offsets that it covers: there before the batch's handler is called, whatever becomes of Spark's own
/// logs.</param>
sealed record BatchScan(JvmObjectReference Node, JvmObjectReference Partitions, BatchRange Range)
{
    /// <param name="execution">Spark's StreamExecution, from <c>StreamingQuery.streamingQuery()</c>.</param>
    /// <returns>Lives as long as the scope that it is made in.</returns>
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
