using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Rows that Spark computes at their first use and keeps until they are disposed. What is made of <see cref="Rows"/> has a plan that begins
/// at the kept rows: Spark analyzes the whole plan of a frame at each step, which takes seconds with that of the rows in it.
/// </summary>
sealed class CachedRows : IDisposable
{
    readonly DataFrame _source;

    public CachedRows(DataFrame rows)
    {
        _source = rows.Persist();
        var session = rows.Reference.Invoke<JvmObjectReference>("sparkSession");
        var cached = rows.Reference.Invoke<JvmObjectReference>("queryExecution").Invoke<JvmObjectReference>("withCachedData");
        Rows = new DataFrame((JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.Dataset", "ofRows", session, cached)!);
    }

    public DataFrame Rows { get; }

    public void Dispose() => _source.Unpersist();
}
