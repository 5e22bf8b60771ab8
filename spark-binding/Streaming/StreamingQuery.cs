using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>A started streaming query.</summary>
public sealed class StreamingQuery(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>The query's name, or null.</summary>
    public string? Name => (string?)this.Call("name");

    /// <summary>The query's id, the same for each run from one checkpoint.</summary>
    public string Id => this.TextOf("id")!;

    /// <summary>The id of this run, also the group of its jobs.</summary>
    public string RunId => this.TextOf("runId")!;

    public bool IsActive() => (bool)this.Call("isActive")!;

    /// <summary>Waits for the end of the query.</summary>
    /// <exception cref="System.Exception">The query failed (inner <see cref="JvmException"/>).</exception>
    public void AwaitTermination() => this.Do("awaitTermination");

    /// <summary>Waits for the end, at most the given milliseconds; returns true when the query has ended.</summary>
    /// <exception cref="System.Exception">The query failed (inner <see cref="JvmException"/>).</exception>
    public bool AwaitTermination(long timeoutMs) => (bool)this.Call("awaitTermination", timeoutMs)!;

    /// <summary>Waits until all available data of the source are processed. For tests: it never returns while data keep arriving.</summary>
    public void ProcessAllAvailable() => this.Do("processAllAvailable");

    /// <summary>Stops the query, interrupts the Spark job of its batch and waits for the end of its thread.</summary>
    public void Stop()
    {
        var runId = RunId;
        this.Do("stop");
        using var session = this.Object("sparkSession");
        using var context = session.Object("sparkContext");
        // A job submitted while stop() runs survives it (a race in Spark) and would occupy the cores.
        if (!(bool)context.Call("isStopped")!)
            context.Do("cancelJobGroup", runId);
    }

    /// <summary>Prints the plan of the last batch.</summary>
    public void Explain(bool extended = false)
    {
        using var execution = this.Object("streamingQuery");
        Console.WriteLine(execution.Text("explainInternal", extended));
    }

    /// <summary>Returns the query's failure; null when it did not fail.</summary>
    public StreamingQueryException? Exception()
    {
        using var failure = this.Option("exception");
        return failure is null ? null : new StreamingQueryException(failure.Text("toString"));
    }

    /// <summary>Returns the last batch's progress as Spark's JSON; null before the first batch. Not in Microsoft.Spark.</summary>
    public string? LastProgress() => Json("lastProgress");

    /// <summary>Returns the query's current state as Spark's JSON. Not in Microsoft.Spark.</summary>
    public string Status() => Json("status")!;

    string? Json(string method)
    {
        using var described = this.Call(method) as JvmObjectReference;
        return described?.Text("json");
    }
}
