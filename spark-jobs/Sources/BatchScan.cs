using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>The Kafka scan of a query's current batch.</summary>
/// <param name="Node">Spark's <c>MicroBatchScanExec</c>.</param>
/// <param name="Partitions">A Scala sequence of its input partitions, one for each Kafka partition.</param>
/// <param name="Range">The offsets that it covers: known before the batch's handler is called, independently of Spark's own logs.</param>
sealed record BatchScan(JvmObjectReference Node, JvmObjectReference Partitions, BatchRange Range);
