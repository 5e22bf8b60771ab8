using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Evaluates the transform of a batch to one JSON text that stays in the JVM.</summary>
interface IRowSerializer
{
    /// <param name="batch">Kafka's rows.</param>
    /// <param name="transform">The query's transform, the same for every batch.</param>
    /// <returns>A Java object whose <c>toString()</c> is a JSON array of objects, or of arrays of one object. The caller releases
    /// it.</returns>
    JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform);
}
