using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>When a streaming query starts its next batch.</summary>
public sealed class Trigger(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>Every so many milliseconds; 0: at once.</summary>
    public static Trigger ProcessingTime(long intervalMs) => Of("ProcessingTime", intervalMs);

    /// <summary>Every interval, written as <c>100 milliseconds</c>.</summary>
    public static Trigger ProcessingTime(string interval) => Of("ProcessingTime", interval);

    /// <summary>One batch of all there is, then the query ends.</summary>
    public static Trigger Once() => Of("Once");

    /// <summary>All there is, in batches of the source's limit, then the query ends. Not in Microsoft.Spark.</summary>
    public static Trigger AvailableNow() => Of("AvailableNow");

    public static Trigger Continuous(long intervalMs) => Of("Continuous", intervalMs);

    public static Trigger Continuous(string interval) => Of("Continuous", interval);

    static Trigger Of(string method, params List<object?> args) =>
        new((JvmObjectReference)Java.CallStatic("org.apache.spark.sql.streaming.Trigger", method, args)!);
}
