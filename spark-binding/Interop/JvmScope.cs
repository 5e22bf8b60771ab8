using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>
/// Until it is disposed, every reference that this thread receives belongs to it and is released with it. A micro-batch makes dozens of
/// objects, and what it allocates in .NET is too little for the collector to come round in time: the JVM would keep each batch's plan.
/// </summary>
public sealed class JvmScope : IDisposable
{
    [ThreadStatic]
    static JvmScope? _current;

    readonly JvmScope? _outer;
    readonly List<JvmObjectReference>? _received;

    internal JvmScope(bool keep)
    {
        _outer = _current;
        _received = keep ? null : [];
        _current = this;
    }

    internal static void Received(JvmObjectReference reference) => _current?._received?.Add(reference);

    public void Dispose()
    {
        _current = _outer;
        _received?.ForEach(reference => reference.Dispose());
    }
}
