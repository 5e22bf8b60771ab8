using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>
/// Spark's built-in functions: <c>CollectList</c> is <c>collect_list</c> of the SQL function reference, and so on.
/// They run in the executors, compiled with the plan. Null gives null except where documented.
/// </summary>
public static partial class Functions
{
    static readonly string _className = "org.apache.spark.sql.functions";

    /// <summary>
    /// A literal: null, bool, sbyte, short, int, long, float, double, decimal, string, byte[], Date, Timestamp, and .NET's own dates and
    /// times; a column is returned unchanged.
    /// </summary>
    /// <exception cref="NotSupportedException">The value has another type.</exception>
    public static Column Lit(object? literal) => Of("lit", Literals.ToJava(literal));

    /// <summary>Marks a frame as small enough to be sent to every executor for a join.</summary>
    public static DataFrame Broadcast(DataFrame df) => new((JvmObjectReference)JvmCalls.CallStatic(_className, "broadcast", df)!);

    static Column Of(string function, params List<object?> args) =>
        new((JvmObjectReference)JvmCalls.CallStatic(_className, function, args)!);
}
