using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkGateway;

/// <summary>
/// Until it is disposed, every reference that this thread receives belongs to it and is released with it. A micro-batch makes dozens of
/// objects, and what it allocates in .NET is too little for the collector to come round in time: the JVM would keep each batch's plan.
/// </summary>
public sealed class JvmScope : IDisposable
{
    [ThreadStatic]
    private static JvmScope? s_current;

    private readonly JvmScope? _outer;
    private readonly List<JvmObjectReference>? _received;

    internal JvmScope(bool keep)
    {
        _outer = s_current;
        _received = keep ? null : [];
        s_current = this;
    }

    internal static void Received(JvmObjectReference reference) => s_current?._received?.Add(reference);

    public void Dispose()
    {
        s_current = _outer;
        _received?.ForEach(reference => reference.Dispose());
    }
}
