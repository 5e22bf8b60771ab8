using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>Configures a streaming query, with its sink, trigger and name, and starts it.</summary>
public sealed class DataStreamWriter(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public DataStreamWriter OutputMode(string outputMode) => Self("outputMode", outputMode);

    public DataStreamWriter OutputMode(OutputMode outputMode) => OutputMode(outputMode.ToString());

    public DataStreamWriter Format(string source) => Self("format", source);

    public DataStreamWriter PartitionBy(params string[] colNames) => Self("partitionBy", colNames);

    public DataStreamWriter Option(string key, string value) => Self("option", key, value);

    public DataStreamWriter Option(string key, bool value) => Self("option", key, value);

    public DataStreamWriter Option(string key, long value) => Self("option", key, value);

    public DataStreamWriter Option(string key, double value) => Self("option", key, value);

    public DataStreamWriter Options(Dictionary<string, string> options) => Self("options", JvmCalls.Map(options));

    public DataStreamWriter Trigger(Trigger trigger) => Self("trigger", trigger);

    public DataStreamWriter QueryName(string queryName) => Self("queryName", queryName);

    /// <summary>Starts the query; returns once its <c>onQueryStarted</c> listeners have run.</summary>
    public StreamingQuery Start(string? path = null) => new(path is null ? this.Object("start") : this.Object("start", path));

    /// <summary>Starts the query with a table as its sink.</summary>
    public StreamingQuery ToTable(string tableName) => new(this.Object("toTable", tableName));

    /// <summary>
    /// Calls <paramref name="func"/> for each batch with its number, from 0 in a new checkpoint. It runs in the query's JVM thread: an
    /// exception ends the query, and <see cref="StreamingQuery.Stop"/> interrupts the Spark job that it waits for.
    /// The frame is released when it returns: don't keep it.
    /// </summary>
    public DataStreamWriter ForeachBatch(Action<DataFrame, long> func) =>
        // With VoidFunction2, unlike PySpark's interface, stop() during a batch ends the query cleanly.
        Self(
            "foreachBatch",
            new JvmCallback("org.apache.spark.api.java.function.VoidFunction2", (_, arguments) => Handle(func, arguments))
        );

    static object? Handle(Action<DataFrame, long> func, object?[] arguments)
    {
        using var batch = (JvmObjectReference)arguments[0]!;
        func(new DataFrame(batch), (long)arguments[1]!);
        return null;
    }

    DataStreamWriter Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
