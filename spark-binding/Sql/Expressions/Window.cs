using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Expressions;

/// <summary>The start of a window: which rows a window function sees around each row.</summary>
public static class Window
{
    static readonly string _className = "org.apache.spark.sql.expressions.Window";

    public static long UnboundedPreceding => long.MinValue;

    public static long UnboundedFollowing => long.MaxValue;

    public static long CurrentRow => 0;

    public static WindowSpec PartitionBy(string colName, params string[] colNames) => Spec("partitionBy", colName, colNames);

    public static WindowSpec PartitionBy(params Column[] columns) => Spec("partitionBy", Java.Columns(columns));

    public static WindowSpec OrderBy(string colName, params string[] colNames) => Spec("orderBy", colName, colNames);

    public static WindowSpec OrderBy(params Column[] columns) => Spec("orderBy", Java.Columns(columns));

    /// <summary>From row to row, counted from the current one.</summary>
    public static WindowSpec RowsBetween(long start, long end) => Spec("rowsBetween", start, end);

    /// <summary>From value to value of the order column, counted from the current row's.</summary>
    public static WindowSpec RangeBetween(long start, long end) => Spec("rangeBetween", start, end);

    static WindowSpec Spec(string method, params List<object?> args) => new((JvmObjectReference)Java.CallStatic(_className, method, args)!);
}
