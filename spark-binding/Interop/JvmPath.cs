using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>
/// A chain of public methods without arguments, each called on the result of the one before. A <see cref="JvmPipeline"/> calls it as one
/// command, so a path of any length is one round trip.
/// </summary>
/// <remarks>
/// The chain is a java.lang.invoke.MethodHandle, composed once. Each method is one of the class or interface that the method before it is
/// declared to return; where that is Object, of the first result's class, and a later result of another class fails.
/// </remarks>
public sealed class JvmPath : IDisposable
{
    const string Invoke = "invokeWithArguments";

    readonly JvmObjectReference _handle;
    readonly JvmObjectReference _noArguments;

    /// <summary>Composes the path. It is called while it is composed, to learn the class of a result that is declared as Object.</summary>
    /// <param name="first">The object that has the first method.</param>
    /// <param name="methods">The names of the methods, in order.</param>
    /// <exception cref="Exception">A method does not exist or fails; the inner exception is a JvmException.</exception>
    public JvmPath(JvmObjectReference first, params IReadOnlyList<string> methods)
        : this(() => Handles("constant", first.Invoke<JvmObjectReference>("getClass"), first), methods) { }

    JvmPath(Func<JvmObjectReference> start, IReadOnlyList<string> methods)
    {
        using (Jvm.Scope(keep: true))
            _noArguments = Jvm.NewList([]);

        using var unused = Jvm.Scope();
        var path = methods.Aggregate(start(), Followed);
        var type = path.Invoke<JvmObjectReference>("type");
        using var kept = Jvm.Scope(keep: true);
        _handle = path.Invoke<JvmObjectReference>("asType", type); // Another reference to it.
    }

    /// <summary>Returns a path that goes on from this one's result. Both are used and disposed apart.</summary>
    /// <inheritdoc cref="JvmPath(JvmObjectReference, IReadOnlyList{string})"/>
    public JvmPath Then(params IReadOnlyList<string> methods) => new(() => _handle, methods);

    /// <summary>Appends the call of the whole path.</summary>
    public JvmPipeline Append(JvmPipeline calls) => calls.Call(_handle, Invoke, _noArguments);

    public void Dispose()
    {
        _handle.Dispose();
        _noArguments.Dispose();
    }

    JvmObjectReference Followed(JvmObjectReference path, string method)
    {
        var result = path.Invoke<JvmObjectReference>("type").Invoke<JvmObjectReference>("returnType");
        var type =
            result.Invoke<string>("getName") == "java.lang.Object"
                ? path.Invoke<JvmObjectReference>(Invoke, _noArguments).Invoke<JvmObjectReference>("getClass")
                : result;

        // The step takes the class that declares the method, which is a parent of the result's class, or a child of Object.
        var step = Handles("publicLookup")
            .Invoke<JvmObjectReference>("unreflect", type.Invoke<JvmObjectReference>("getMethod", method, Jvm.NewArray("java.lang.Class")));
        var taking = step.Invoke<JvmObjectReference>("type").Invoke<JvmObjectReference>("changeParameterType", 0, result);
        return Handles("filterReturnValue", path, step.Invoke<JvmObjectReference>("asType", taking));
    }

    static JvmObjectReference Handles(string method, params object?[] arguments) =>
        (JvmObjectReference)Jvm.CallStatic("java.lang.invoke.MethodHandles", method, arguments)!;
}
