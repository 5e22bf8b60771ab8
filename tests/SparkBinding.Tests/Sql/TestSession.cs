using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Sql;

/// <summary>The session that all tests share, and short ways to a few rows.</summary>
static class TestSession
{
    internal static SparkSession Spark { get; } = SparkSession.Builder().GetOrCreate();

    /// <summary>The only value of a query's only row.</summary>
    internal static object? Value(this DataFrame frame) => Assert.Single(frame.Collect())[0];

    internal static DataFrame Rows(string columns, params object?[][] rows) =>
        Spark.CreateDataFrame(rows.Select(row => new GenericRow(row)), Schema(columns));

    /// <summary>A schema from SQL's words, by way of Spark.</summary>
    internal static StructType Schema(string columns)
    {
        using var java = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.types.StructType", "fromDDL", columns)!;
        return (StructType)DataType.ParseDataType(java.Invoke<string>("json"));
    }

    /// <summary>Each row's values as one text, in their order.</summary>
    internal static string[] Texts(this DataFrame frame) =>
        [.. frame.Collect().Select(row => string.Join(' ', row.Values.Select(value => value ?? "null")))];
}
