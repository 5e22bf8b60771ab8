using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Creates streaming frames.</summary>
public sealed class DataStreamReader(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <param name="source"><c>kafka</c>, <c>delta</c>, <c>rate-micro-batch</c>, ...</param>
    public DataStreamReader Format(string source) => Self("format", source);

    public DataStreamReader Schema(StructType schema) => Self("schema", JvmCalls.Schema(schema));

    public DataStreamReader Schema(string schemaString) => Self("schema", schemaString);

    public DataStreamReader Option(string key, string value) => Self("option", key, value);

    public DataStreamReader Option(string key, bool value) => Self("option", key, value);

    public DataStreamReader Option(string key, long value) => Self("option", key, value);

    public DataStreamReader Option(string key, double value) => Self("option", key, value);

    public DataStreamReader Options(Dictionary<string, string> options) => Self("options", JvmCalls.Map(options));

    public DataFrame Load() => new(this.Object("load"));

    public DataFrame Load(string path) => new(this.Object("load", path));

    public DataFrame Json(string path) => new(this.Object("json", path));

    public DataFrame Csv(string path) => new(this.Object("csv", path));

    public DataFrame Orc(string path) => new(this.Object("orc", path));

    public DataFrame Parquet(string path) => new(this.Object("parquet", path));

    public DataFrame Text(string path) => new(this.Object("text", path));

    public DataFrame Table(string tableName) => new(this.Object("table", tableName));

    DataStreamReader Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
