using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// The task context that Spark's operators expect in their JVM thread, with its memory, cleaned up after each run.
/// </summary>
sealed class LeanTask
{
    // The SQL setting by which Spark compiles or interprets expressions; it is read in a task.
    const string FactoryMode = "spark.sql.codegen.factoryMode";

    static long _lastId = -1_000; // Below every id that Spark assigns.

    readonly long _id = Interlocked.Decrement(ref _lastId);
    readonly JvmObjectReference _memory;
    readonly JvmObjectReference _metricsSystem;
    readonly JvmObjectReference _taskMemory;
    readonly JvmObjectReference _metrics;
    readonly JvmObjectReference _contexts = (JvmObjectReference)Jvm.StaticField("org.apache.spark.TaskContext$", "MODULE$")!;
    readonly JvmObjectReference _none = (JvmObjectReference)Jvm.CallStatic("scala.Option", "empty")!;
    readonly JvmObjectReference _properties = Jvm.New("java.util.Properties");
    readonly JvmObjectReference _resources = (JvmObjectReference)
        Jvm.CallStatic("org.apache.spark.api.python.PythonUtils", "toScalaMap", Jvm.NewMap([]))!;

    public LeanTask()
    {
        var environment = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.SparkEnv", "get")!;
        _memory = environment.Invoke<JvmObjectReference>("memoryManager");
        _metricsSystem = environment.Invoke<JvmObjectReference>("metricsSystem");
        _taskMemory = Jvm.New("org.apache.spark.memory.TaskMemoryManager", _memory, _id);
        _metrics = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.executor.TaskMetrics", "empty")!;
    }

    /// <summary>Appends the creation of a context; each run needs one.</summary>
    public JvmPipeline New(JvmPipeline calls) =>
        calls.New(
            "org.apache.spark.TaskContextImpl",
            0,
            0,
            0,
            _id,
            0,
            1,
            _taskMemory,
            _properties,
            _metricsSystem,
            _metrics,
            1,
            _resources
        );

    /// <summary>Appends the call that sets the context in the JVM thread of the sending thread.</summary>
    public JvmPipeline Begin(JvmPipeline calls, JvmObjectReference context) => calls.Call(_contexts, "setTaskContext", context);

    /// <summary>
    /// Appends the call after which Spark interprets what it makes until the run's end: its Kafka reader makes a projection for each
    /// partition of each batch, whose source code takes longer to generate than a few hundred rows to interpret.
    /// </summary>
    public JvmPipeline Interpret(JvmPipeline calls) => calls.Call(_properties, "setProperty", FactoryMode, "NO_CODEGEN");

    /// <summary>Appends the calls that end a run, successful or failed.</summary>
    public JvmPipeline End(JvmPipeline calls, JvmObjectReference context) =>
        calls
            .Call(context, "markTaskCompleted", _none)
            .Call(_contexts, "unset")
            .Call(_properties, "clear")
            .Call(_taskMemory, "cleanUpAllAllocatedMemory")
            .Call(_memory, "releaseAllExecutionMemoryForTask", _id);
}
