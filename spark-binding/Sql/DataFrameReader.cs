using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Creates frames from files, tables and databases.</summary>
public sealed class DataFrameReader(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <param name="source"><c>delta</c>, <c>parquet</c>, <c>kafka</c>, <c>json</c>, ...</param>
    public DataFrameReader Format(string source) => Self("format", source);

    public DataFrameReader Schema(StructType schema) => Self("schema", JvmCalls.Schema(schema));

    /// <param name="schemaString">SQL's column list: <c>a INT, b STRING</c>.</param>
    public DataFrameReader Schema(string schemaString) => Self("schema", schemaString);

    public DataFrameReader Option(string key, string value) => Self("option", key, value);

    public DataFrameReader Option(string key, bool value) => Self("option", key, value);

    public DataFrameReader Option(string key, long value) => Self("option", key, value);

    public DataFrameReader Option(string key, double value) => Self("option", key, value);

    public DataFrameReader Options(Dictionary<string, string> options) => Self("options", JvmCalls.Map(options));

    public DataFrame Load() => new(this.Object("load"));

    public DataFrame Load(string path) => new(this.Object("load", path));

    public DataFrame Load(params string[] paths) => new(this.Object("load", paths));

    public DataFrame Json(params string[] paths) => new(this.Object("json", paths));

    public DataFrame Csv(params string[] paths) => new(this.Object("csv", paths));

    public DataFrame Parquet(params string[] paths) => new(this.Object("parquet", paths));

    public DataFrame Orc(params string[] paths) => new(this.Object("orc", paths));

    /// <summary>Reads lines, into a column <c>value</c>.</summary>
    public DataFrame Text(params string[] paths) => new(this.Object("text", paths));

    public DataFrame Table(string tableName) => new(this.Object("table", tableName));

    /// <summary>Reads a database's table, or a query in parentheses with an alias, in one partition.</summary>
    public DataFrame Jdbc(string url, string table, Dictionary<string, string> properties) =>
        new(this.Object("jdbc", url, table, JvmCalls.Properties(properties)));

    /// <summary>Reads in partitions by equal ranges of a number or time column; the bounds define the ranges and exclude no rows.</summary>
    public DataFrame Jdbc(
        string url,
        string table,
        string columnName,
        long lowerBound,
        long upperBound,
        int numPartitions,
        Dictionary<string, string> properties
    ) => new(this.Object("jdbc", url, table, columnName, lowerBound, upperBound, numPartitions, JvmCalls.Properties(properties)));

    /// <summary>Reads in one partition for each condition.</summary>
    public DataFrame Jdbc(string url, string table, IEnumerable<string> predicates, Dictionary<string, string> properties) =>
        new(this.Object("jdbc", url, table, predicates.ToArray(), JvmCalls.Properties(properties)));

    DataFrameReader Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
