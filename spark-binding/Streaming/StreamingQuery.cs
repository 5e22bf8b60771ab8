using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>A started streaming query.</summary>
public sealed class StreamingQuery(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>The name that it was given, or null.</summary>
    public string? Name => (string?)this.Call("name");

    /// <summary>The same for each run from one checkpoint.</summary>
    public string Id => this.TextOf("id")!;

    /// <summary>This run; also the job group of its jobs.</summary>
    public string RunId => this.TextOf("runId")!;

    public bool IsActive() => (bool)this.Call("isActive")!;

    /// <summary>Waits for the end.</summary>
    /// <exception cref="System.Exception">The query failed (inner <see cref="JvmException"/>).</exception>
    public void AwaitTermination() => this.Do("awaitTermination");

    /// <summary>Waits for the end, so many milliseconds at most; whether it has ended.</summary>
    /// <exception cref="System.Exception">The query failed (inner <see cref="JvmException"/>).</exception>
    public bool AwaitTermination(long timeoutMs) => (bool)this.Call("awaitTermination", timeoutMs)!;

    /// <summary>Waits until all that the source had is processed. For tests: without an end where data keep coming.</summary>
    public void ProcessAllAvailable() => this.Do("processAllAvailable");

    /// <summary>Ends the query; a Spark job of its batch is interrupted. Returns when its thread has ended.</summary>
    public void Stop()
    {
        var runId = RunId;
        this.Do("stop");
        using var session = this.Object("sparkSession");
        using var context = session.Object("sparkContext");
        // A job that was still being planned survives stop() (a race in Spark) and would hold the cores.
        if (!(bool)context.Call("isStopped")!)
            context.Do("cancelJobGroup", runId);
    }

    /// <summary>Prints the plan of the last batch.</summary>
    public void Explain(bool extended = false)
    {
        using var execution = this.Object("streamingQuery");
        Console.WriteLine(execution.Text("explainInternal", extended));
    }

    /// <summary>Why it failed; null when it did not.</summary>
    public StreamingQueryException? Exception()
    {
        using var failure = this.Option("exception");
        return failure is null ? null : new StreamingQueryException(failure.Text("toString"));
    }

    /// <summary>The last batch's progress as Spark's JSON; null before the first. Not in Microsoft.Spark.</summary>
    public string? LastProgress() => Json("lastProgress");

    /// <summary>What it does now, as Spark's JSON. Not in Microsoft.Spark.</summary>
    public string Status() => Json("status")!;

    string? Json(string method)
    {
        using var described = this.Call(method) as JvmObjectReference;
        return described?.Text("json");
    }
}
