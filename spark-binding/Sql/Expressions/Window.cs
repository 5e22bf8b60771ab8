using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Expressions;

/// <summary>Creates windows: the rows that a window function sees for each row.</summary>
public static class Window
{
    static readonly string _className = "org.apache.spark.sql.expressions.Window";

    public static long UnboundedPreceding => long.MinValue;

    public static long UnboundedFollowing => long.MaxValue;

    public static long CurrentRow => 0;

    public static WindowSpec PartitionBy(string colName, params string[] colNames) => Spec("partitionBy", colName, colNames);

    public static WindowSpec PartitionBy(params Column[] columns) => Spec("partitionBy", JvmCalls.Columns(columns));

    public static WindowSpec OrderBy(string colName, params string[] colNames) => Spec("orderBy", colName, colNames);

    public static WindowSpec OrderBy(params Column[] columns) => Spec("orderBy", JvmCalls.Columns(columns));

    /// <summary>Creates a window between two row offsets from the current row.</summary>
    public static WindowSpec RowsBetween(long start, long end) => Spec("rowsBetween", start, end);

    /// <summary>Creates a window between two offsets from the current row's value of the order column.</summary>
    public static WindowSpec RangeBetween(long start, long end) => Spec("rangeBetween", start, end);

    static WindowSpec Spec(string method, params List<object?> args) =>
        new((JvmObjectReference)JvmCalls.CallStatic(_className, method, args)!);
}
