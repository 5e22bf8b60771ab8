using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Rows that are evaluated once and read several times. Spark keeps them as they are, in memory or on its disk; a cache, as
/// <c>persist()</c> makes it, would convert them to columns and back.
/// </summary>
/// <remarks>An executor that is lost takes its rows along: the reader fails, and the query reads the batch again.</remarks>
sealed class KeptRows : IDisposable
{
    readonly JvmObjectReference _rdd;

    /// <summary>Evaluates the rows.</summary>
    public KeptRows(DataFrame rows)
    {
        Rows = rows.LocalCheckpoint();
        _rdd = Rows
            .Reference.Invoke<JvmObjectReference>("queryExecution")
            .Invoke<JvmObjectReference>("logical")
            .Invoke<JvmObjectReference>("rdd");
    }

    public DataFrame Rows { get; }

    public void Dispose() => _rdd.Invoke("unpersist", false);
}
