using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Expressions;

/// <summary>A window: its partition, order and frame. See <see cref="Window"/>.</summary>
public sealed class WindowSpec(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public WindowSpec PartitionBy(string colName, params string[] colNames) => new(this.Object("partitionBy", colName, colNames));

    public WindowSpec PartitionBy(params Column[] columns) => new(this.Object("partitionBy", JvmCalls.Columns(columns)));

    public WindowSpec OrderBy(string colName, params string[] colNames) => new(this.Object("orderBy", colName, colNames));

    public WindowSpec OrderBy(params Column[] columns) => new(this.Object("orderBy", JvmCalls.Columns(columns)));

    public WindowSpec RowsBetween(long start, long end) => new(this.Object("rowsBetween", start, end));

    public WindowSpec RangeBetween(long start, long end) => new(this.Object("rangeBetween", start, end));
}
