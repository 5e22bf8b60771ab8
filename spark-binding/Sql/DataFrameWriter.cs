using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Writes a frame to files, tables and databases. Each save runs the plan.</summary>
public sealed class DataFrameWriter(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>Sets the action when data exist; the default is <see cref="SaveMode.ErrorIfExists"/>.</summary>
    public DataFrameWriter Mode(SaveMode saveMode) => Mode(saveMode.ToString());

    public DataFrameWriter Mode(string saveMode) => Self("mode", saveMode);

    public DataFrameWriter Format(string source) => Self("format", source);

    public DataFrameWriter Option(string key, string value) => Self("option", key, value);

    public DataFrameWriter Option(string key, bool value) => Self("option", key, value);

    public DataFrameWriter Option(string key, long value) => Self("option", key, value);

    public DataFrameWriter Option(string key, double value) => Self("option", key, value);

    public DataFrameWriter Options(Dictionary<string, string> options) => Self("options", JvmCalls.Map(options));

    public DataFrameWriter PartitionBy(params string[] colNames) => Self("partitionBy", colNames);

    public DataFrameWriter BucketBy(int numBuckets, string colName, params string[] colNames) =>
        Self("bucketBy", numBuckets, colName, colNames);

    public DataFrameWriter SortBy(string colName, params string[] colNames) => Self("sortBy", colName, colNames);

    public void Save(string path) => this.Do("save", path);

    public void Save() => this.Do("save");

    public void InsertInto(string tableName) => this.Do("insertInto", tableName);

    public void SaveAsTable(string tableName) => this.Do("saveAsTable", tableName);

    public void Jdbc(string url, string table, Dictionary<string, string> properties) =>
        this.Do("jdbc", url, table, JvmCalls.Properties(properties));

    public void Json(string path) => this.Do("json", path);

    public void Parquet(string path) => this.Do("parquet", path);

    public void Orc(string path) => this.Do("orc", path);

    public void Text(string path) => this.Do("text", path);

    public void Csv(string path) => this.Do("csv", path);

    DataFrameWriter Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
