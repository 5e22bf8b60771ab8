using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Sql;

/// <summary>The session that all tests share, with methods for small results.</summary>
static class TestSession
{
    internal static SparkSession Spark { get; } = SparkSession.Builder().GetOrCreate();

    /// <summary>Returns the only value of a query's only row.</summary>
    internal static object? Value(this DataFrame frame) => Assert.Single(frame.Collect())[0];

    internal static DataFrame Rows(string columns, params object?[][] rows) =>
        Spark.CreateDataFrame(rows.Select(row => new GenericRow(row)), Schema(columns));

    /// <summary>Returns the schema that Spark parses from SQL.</summary>
    internal static StructType Schema(string columns)
    {
        using var java = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.types.StructType", "fromDDL", columns)!;
        return (StructType)DataType.ParseDataType(java.Invoke<string>("json"));
    }

    /// <summary>Returns each row's values, in their order, as one text.</summary>
    internal static string[] Texts(this DataFrame frame) =>
        [.. frame.Collect().Select(row => string.Join(' ', row.Values.Select(value => value ?? "null")))];
}
