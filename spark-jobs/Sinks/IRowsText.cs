using Analytics.SparkJobs.Running;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Evaluates a batch's aggregate to one JSON text that stays in the JVM.</summary>
interface IRowsText
{
    /// <returns>A Java object whose <c>toString()</c> is a JSON array: of objects, or of arrays of one object. Release it.</returns>
    JvmObjectReference Evaluate(Batch batch);
}
