using Analytics.SparkGateway;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>What Spark's operators expect around them: a task context of this JVM thread, with its memory, cleaned up after each run.</summary>
sealed class LeanTask
{
    static long lastId = -1_000; // Below every id that Spark gives.

    readonly long id = Interlocked.Decrement(ref lastId);
    readonly JvmObjectReference memory;
    readonly JvmObjectReference metricsSystem;
    readonly JvmObjectReference taskMemory;
    readonly JvmObjectReference metrics;
    readonly JvmObjectReference contexts = (JvmObjectReference)Jvm.StaticField("org.apache.spark.TaskContext$", "MODULE$")!;
    readonly JvmObjectReference none = (JvmObjectReference)Jvm.CallStatic("scala.Option", "empty")!;
    readonly JvmObjectReference properties = Jvm.New("java.util.Properties");
    readonly JvmObjectReference resources = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.api.python.PythonUtils", "toScalaMap", Jvm.NewMap([]))!;

    public LeanTask()
    {
        var environment = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.SparkEnv", "get")!;
        memory = environment.Invoke<JvmObjectReference>("memoryManager");
        metricsSystem = environment.Invoke<JvmObjectReference>("metricsSystem");
        taskMemory = Jvm.New("org.apache.spark.memory.TaskMemoryManager", memory, id);
        metrics = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.executor.TaskMetrics", "empty")!;
    }

    /// <summary>Appends the making of a context: one for each run.</summary>
    public JvmPipeline New(JvmPipeline calls) => calls.New(
        "org.apache.spark.TaskContextImpl", 0, 0, 0, id, 0, 1, taskMemory, properties, metricsSystem, metrics, 1, resources);

    /// <summary>Appends what puts the context into force, in the JVM thread of the thread that sends.</summary>
    public JvmPipeline Begin(JvmPipeline calls, JvmObjectReference context) => calls.Call(contexts, "setTaskContext", context);

    /// <summary>Appends what ends a run, done or failed.</summary>
    public JvmPipeline End(JvmPipeline calls, JvmObjectReference context) => calls
        .Call(context, "markTaskCompleted", none)
        .Call(contexts, "unset")
        .Call(taskMemory, "cleanUpAllAllocatedMemory")
        .Call(memory, "releaseAllExecutionMemoryForTask", id);
}
