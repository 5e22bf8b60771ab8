using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>A plan for rows, which Spark runs when they are counted, collected or written.</summary>
public sealed partial class DataFrame(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public Column this[string columnName] => Col(columnName);

    public Column Col(string colName) => new(this.Object("col", colName));

    /// <summary>The columns whose names match a regular expression in backticks.</summary>
    public Column ColRegex(string colName) => new(this.Object("colRegex", colName));

    /// <exception cref="NotSupportedException">A column has a type without a counterpart in C#, such as an interval.</exception>
    public StructType Schema()
    {
        using var schema = this.Object("schema");
        return (StructType)DataType.ParseDataType(schema.Text("json"));
    }

    public IReadOnlyList<string> Columns() => [.. JvmCalls.Elements(this.Object("columns")).Cast<string>()];

    /// <summary>Returns the name and type (<see cref="DataType.SimpleString"/>) of each column.</summary>
    public IEnumerable<Tuple<string, string>> DTypes() =>
        Schema().Fields.Select(field => Tuple.Create(field.Name, field.DataType.SimpleString));

    public bool IsLocal() => (bool)this.Call("isLocal")!;

    public bool IsEmpty() => (bool)this.Call("isEmpty")!;

    public bool IsStreaming() => (bool)this.Call("isStreaming")!;

    public IEnumerable<string> InputFiles() => [.. JvmCalls.Elements(this.Object("inputFiles")).Cast<string>()];

    public bool SameSemantics(DataFrame other) => (bool)this.Call("sameSemantics", other)!;

    public int SemanticHash() => (int)this.Call("semanticHash")!;

    public DataFrameNaFunctions Na() => new(this.Object("na"));

    public DataFrameStatFunctions Stat() => new(this.Object("stat"));

    public DataFrameWriter Write() => new(this.Object("write"));

    public Streaming.DataStreamWriter WriteStream() => new(this.Object("writeStream"));

    public void CreateTempView(string viewName) => this.Do("createTempView", viewName);

    public void CreateOrReplaceTempView(string viewName) => this.Do("createOrReplaceTempView", viewName);

    public void CreateGlobalTempView(string viewName) => this.Do("createGlobalTempView", viewName);

    public void CreateOrReplaceGlobalTempView(string viewName) => this.Do("createOrReplaceGlobalTempView", viewName);

    DataFrame Frame(string method, params List<object?> args) => new(this.Object(method, args));
}
