using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Streaming;

namespace Microsoft.Spark.Sql;

/// <summary>The entry point to Spark, which reads, creates and queries frames.</summary>
public sealed partial class SparkSession(JvmObjectReference reference) : IDisposable, IJvmObjectReferenceProvider
{
    static readonly string _className = "org.apache.spark.sql.SparkSession";

    public JvmObjectReference Reference { get; } = reference;

    public SparkContext SparkContext => new(this.Object("sparkContext"));

    public Catalog.Catalog Catalog => new(this.Object("catalog"));

    public static Builder Builder() => new();

    /// <summary>Sets the session that this thread's calls use first.</summary>
    public static void SetActiveSession(SparkSession session) => JvmCalls.CallStatic(_className, "setActiveSession", session);

    public static void ClearActiveSession() => JvmCalls.CallStatic(_className, "clearActiveSession");

    /// <summary>Returns this thread's active session, or null.</summary>
    public static SparkSession? GetActiveSession() => Optional("getActiveSession");

    public static void SetDefaultSession(SparkSession session) => JvmCalls.CallStatic(_className, "setDefaultSession", session);

    public static void ClearDefaultSession() => JvmCalls.CallStatic(_className, "clearDefaultSession");

    /// <summary>Returns the JVM's default session, or null.</summary>
    public static SparkSession? GetDefaultSession() => Optional("getDefaultSession");

    /// <summary>Returns the active session, else the default one.</summary>
    /// <exception cref="Exception">There is no session (inner <see cref="JvmException"/>).</exception>
    public static SparkSession Active() => new((JvmObjectReference)JvmCalls.CallStatic(_className, "active")!);

    public RuntimeConfig Conf() => new(this.Object("conf"));

    public StreamingQueryManager Streams() => new(this.Object("streams"));

    /// <summary>Creates a session with separate settings and temporary views in the same application.</summary>
    public SparkSession NewSession() => new(this.Object("newSession"));

    public string Version() => this.Text("version");

    public DataFrame Table(string tableName) => new(this.Object("table", tableName));

    /// <exception cref="Exception">The text can't be parsed or analyzed (inner <see cref="JvmException"/>).</exception>
    public DataFrame Sql(string sqlText) => new(this.Object("sql", sqlText));

    public DataFrameReader Read() => new(this.Object("read"));

    public DataStreamReader ReadStream() => new(this.Object("readStream"));

    /// <summary>Creates a frame with a column <c>id</c> from 0 to <paramref name="end"/>, exclusive.</summary>
    public DataFrame Range(long end) => Range(0, end);

    public DataFrame Range(long start, long end) => Range(start, end, 1);

    public DataFrame Range(long start, long end, long step) => Rows(this.Object("range", start, end, step));

    public DataFrame Range(long start, long end, long step, int numPartitions) =>
        Rows(this.Object("range", start, end, step, numPartitions));

    /// <summary>Ends the application, with every session in it.</summary>
    public void Stop() => this.Do("stop");

    public void Dispose()
    {
        Stop();
        Reference.Dispose();
    }

    static DataFrame Rows(JvmObjectReference numbers)
    {
        using (numbers)
            return new DataFrame(numbers.Object("toDF"));
    }

    static SparkSession? Optional(string method)
    {
        using var option = (JvmObjectReference)JvmCalls.CallStatic(_className, method)!;
        return (bool)option.Call("isDefined")! ? new SparkSession(option.Object("get")) : null;
    }
}
