using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>The time at which a streaming query starts its next batch.</summary>
public sealed class Trigger(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>Starts a batch every given number of milliseconds; 0 starts it without a wait.</summary>
    public static Trigger ProcessingTime(long intervalMs) => Of("ProcessingTime", intervalMs);

    /// <summary>Starts a batch every interval, written as <c>100 milliseconds</c>.</summary>
    public static Trigger ProcessingTime(string interval) => Of("ProcessingTime", interval);

    /// <summary>Runs one batch of all available data, then ends the query.</summary>
    public static Trigger Once() => Of("Once");

    /// <summary>Processes all available data in batches of the source's limit, then ends the query. Not in Microsoft.Spark.</summary>
    public static Trigger AvailableNow() => Of("AvailableNow");

    public static Trigger Continuous(long intervalMs) => Of("Continuous", intervalMs);

    public static Trigger Continuous(string interval) => Of("Continuous", interval);

    static Trigger Of(string method, params List<object?> args) =>
        new((JvmObjectReference)JvmCalls.CallStatic("org.apache.spark.sql.streaming.Trigger", method, args)!);
}
