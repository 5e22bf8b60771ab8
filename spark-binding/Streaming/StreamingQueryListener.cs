using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>
/// Told of what the session's queries do. Derive from it and add it to <see cref="StreamingQueryManager"/>. Not in Microsoft.Spark.
/// </summary>
/// <remarks>
/// <see cref="OnQueryStarted"/> runs in the query's thread, and Start waits for it; the others come later, one at a time, on a thread
/// of their own. What they throw is written to Spark's log, no more.
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

    /// <summary>Nothing new came since the last batch.</summary>
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
