using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>What Delta has in memory of a table since this process's last commit to it; nothing of it reads the table's log.</summary>
static class DeltaMemory
{
    /// <summary>Returns Delta's <c>DeltaLog</c> of a table that exists.</summary>
    public static JvmObjectReference Log(SparkSession session, string table) =>
        (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.delta.DeltaLog", "forTable", session, table)!;

    /// <summary>Returns the <c>Snapshot</c> of the newest version that a log knows.</summary>
    public static JvmObjectReference Snapshot(JvmObjectReference log) => log.Invoke<JvmObjectReference>("unsafeVolatileSnapshot");
}
