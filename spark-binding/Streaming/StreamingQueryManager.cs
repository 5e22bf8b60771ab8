using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>The streaming queries of a session.</summary>
public sealed class StreamingQueryManager(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public IEnumerable<StreamingQuery> Active() =>
        [.. JvmCalls.Elements(this.Object("active")).Select(query => new StreamingQuery((JvmObjectReference)query!))];

    /// <summary>Returns the active query of this id, or null.</summary>
    public StreamingQuery? Get(string id) => this.Call("get", id) is JvmObjectReference query ? new StreamingQuery(query) : null;

    /// <summary>Waits until any query has ended since the session's start or the last <see cref="ResetTerminated"/>.</summary>
    /// <exception cref="Exception">The query failed (inner <see cref="JvmException"/>).</exception>
    public void AwaitAnyTermination() => this.Do("awaitAnyTermination");

    /// <inheritdoc cref="AwaitAnyTermination()"/>
    public void AwaitAnyTermination(long timeoutMs) => this.Do("awaitAnyTermination", timeoutMs);

    public void ResetTerminated() => this.Do("resetTerminated");

    /// <summary>Adds a listener for the events of every query. Not in Microsoft.Spark.</summary>
    public void AddListener(StreamingQueryListener listener) => this.Do("addListener", listener);

    /// <summary>Removes a listener. Not in Microsoft.Spark.</summary>
    public void RemoveListener(StreamingQueryListener listener) => this.Do("removeListener", listener);
}
