using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>
/// Owns every reference that this thread receives until the scope is disposed, and then releases them. A micro-batch creates dozens of
/// JVM objects but allocates too little in .NET for a timely garbage collection: the JVM would keep each batch's plan. The Throwable of an
/// exception is not owned, since the exception can leave the scope.
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

    /// <summary>Leaves the release of a reference that was just received to its finalizer.</summary>
    internal static void Disown(JvmObjectReference reference) => _current?._received?.Remove(reference);

    public void Dispose()
    {
        _current = _outer;
        _received?.ForEach(reference => reference.Dispose());
    }
}
