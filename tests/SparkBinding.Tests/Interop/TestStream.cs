using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

/// <summary>Makes a streaming query with the calls of Jvm only.</summary>
static class TestStream
{
    public const long RowsPerBatch = 5;

    public static JvmObjectReference Session()
    {
        using var builder = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.SparkSession", "builder")!;
        return builder.Invoke<JvmObjectReference>("getOrCreate");
    }

    public static JvmObjectReference Start(JvmCallback handler)
    {
        using var session = Session();
        using var reader = session.Invoke<JvmObjectReference>("readStream");
        using var frame = reader
            .Invoke<JvmObjectReference>("format", "rate-micro-batch")
            .Invoke<JvmObjectReference>("option", "rowsPerBatch", RowsPerBatch)
            .Invoke<JvmObjectReference>("load");
        using var writer = frame.Invoke<JvmObjectReference>("writeStream");
        writer.Invoke("trigger", Jvm.CallStatic("org.apache.spark.sql.streaming.Trigger", "ProcessingTime", 100L));
        writer.Invoke("foreachBatch", handler);
        return writer.Invoke<JvmObjectReference>("start");
    }

    /// <summary>Calls the handler with the batch's frame, which is released afterwards, and the batch id.</summary>
    public static JvmCallback Handler(Action<JvmObjectReference, long> handle) =>
        new("org.apache.spark.api.java.function.VoidFunction2", (_, args) =>
        {
            using var frame = (JvmObjectReference)args[0]!;
            handle(frame, (long)args[1]!);
            return null;
        });

    public static string ThreadName()
    {
        using var thread = (JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "currentThread")!;
        return thread.Invoke<string>("getName");
    }
}
