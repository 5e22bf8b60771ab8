using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>
/// Receives the events of the session's queries. Derive from it and add it to <see cref="StreamingQueryManager"/>. Not in Microsoft.Spark.
/// </summary>
/// <remarks>
/// <see cref="OnQueryStarted"/> runs in the query's thread, and Start waits for it; the other methods run later, one at a time, on a
/// separate thread. Spark only logs their exceptions.
/// </remarks>
public abstract class StreamingQueryListener : IJvmObjectReferenceProvider
{
    static readonly string _package = "org.apache.spark.sql.streaming.";

    protected StreamingQueryListener() =>
        Reference = Jvm.New(
            _package + "PythonStreamingQueryListenerWrapper",
            new JvmCallback(_package + "PythonStreamingQueryListener", Handle)
        );

    public JvmObjectReference Reference { get; }

    public virtual void OnQueryStarted(StreamingQueryEvent started) { }

    public virtual void OnQueryProgress(StreamingQueryEvent progress) { }

    /// <summary>Called when no data arrived since the last batch.</summary>
    public virtual void OnQueryIdle(StreamingQueryEvent idle) { }

    public virtual void OnQueryTerminated(StreamingQueryEvent terminated) { }

    object? Handle(string method, object?[] arguments)
    {
        using var java = (JvmObjectReference)arguments[0]!;
        var told = StreamingQueryEvent.Parse(java.Text("json"));
        switch (method)
        {
            case "onQueryStarted":
                OnQueryStarted(told);
                break;
            case "onQueryProgress":
                OnQueryProgress(told);
                break;
            case "onQueryIdle":
                OnQueryIdle(told);
                break;
            case "onQueryTerminated":
                OnQueryTerminated(told);
                break;
        }

        return null;
    }
}
