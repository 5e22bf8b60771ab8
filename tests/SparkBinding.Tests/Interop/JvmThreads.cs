using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

/// <summary>Finds the JVM thread that runs the commands of the calling thread.</summary>
static class JvmThreads
{
    public static long CurrentId()
    {
        using var thread = (JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "currentThread")!;
        return thread.Invoke<long>("getId");
    }

    /// <summary>Returns the live Py4J threads of the JVM.</summary>
    public static int Connections()
    {
        using var traces = (JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "getAllStackTraces")!;
        using var threads = traces.Invoke<JvmObjectReference>("keySet");
        return threads.Invoke<string>("toString").Split("Thread[").Count(t => t.StartsWith("Thread-", StringComparison.Ordinal));
    }
}
