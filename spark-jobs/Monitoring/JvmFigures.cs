using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Prometheus;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>Reads Spark's JVM: its heap, the time of its garbage collections and its threads, as Prometheus metrics.</summary>
sealed class JvmFigures
{
    static readonly Gauge _used = Metrics.CreateGauge("stream_jvm_heap_used_bytes", "Heap that Spark's JVM uses, garbage included.");
    static readonly Gauge _limit = Metrics.CreateGauge("stream_jvm_heap_limit_bytes", "The most heap that Spark's JVM takes.");
    static readonly Gauge _threads = Metrics.CreateGauge("stream_jvm_threads", "Live threads of Spark's JVM.");
    static readonly Counter _collecting = Metrics.CreateCounter(
        "stream_jvm_gc_seconds_total",
        "Time that Spark's JVM has spent in garbage collections."
    );

    const string Beans = "java.lang.management";

    readonly JvmObjectReference _runtime;
    readonly JvmObjectReference _threadBean;
    readonly List<JvmObjectReference> _collectors;
    readonly JvmObjectReference _threadCount;
    readonly JvmObjectReference _collectionTime;
    readonly JvmObjectReference _nothing;

    public JvmFigures()
    {
        _runtime = (JvmObjectReference)Jvm.CallStatic("java.lang.Runtime", "getRuntime")!;
        _threadBean = (JvmObjectReference)Jvm.CallStatic($"{Beans}.ManagementFactory", "getThreadMXBean")!;
        var collectors = (JvmObjectReference)Jvm.CallStatic($"{Beans}.ManagementFactory", "getGarbageCollectorMXBeans")!;
        _collectors =
        [
            .. Enumerable.Range(0, collectors.Invoke<int>("size")).Select(at => collectors.Invoke<JvmObjectReference>("get", at)),
        ];
        _threadCount = Method("ThreadMXBean", "getThreadCount");
        _collectionTime = Method("GarbageCollectorMXBean", "getCollectionTime");
        _nothing = Jvm.NewArray("java.lang.Object");
    }

    public void Read()
    {
        _used.Set(_runtime.Invoke<long>("totalMemory") - _runtime.Invoke<long>("freeMemory"));
        _limit.Set(_runtime.Invoke<long>("maxMemory"));
        _threads.Set(Call<int>(_threadCount, _threadBean));
        _collecting.IncTo(_collectors.Sum(collector => Call<long>(_collectionTime, collector)) / 1000.0);
    }

    // The beans' classes are not public, and a module hides them: their interfaces' methods can be called.
    static JvmObjectReference Method(string bean, string name) =>
        ((JvmObjectReference)Jvm.CallStatic("java.lang.Class", "forName", $"{Beans}.{bean}")!).Invoke<JvmObjectReference>(
            "getMethod",
            name,
            Jvm.NewArray("java.lang.Class")
        );

    T Call<T>(JvmObjectReference method, JvmObjectReference bean) => method.Invoke<T>("invoke", bean, _nothing);
}
