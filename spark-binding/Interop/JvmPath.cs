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
    readonly JvmObjectReference _handle;
    readonly JvmObjectReference _noArguments;

    /// <summary>
    /// Composes the path. It calls every method but the last once, to learn the classes of results that are declared as Object.
    /// </summary>
    /// <param name="first">The object that has the first method.</param>
    /// <param name="methods">The names of the methods, in order; at least one.</param>
    /// <exception cref="Exception">A method does not exist or fails; the inner exception is a JvmException.</exception>
    public JvmPath(JvmObjectReference first, params IReadOnlyList<string> methods)
    {
        using var unused = Jvm.Scope();
        var lookup = (JvmObjectReference)Jvm.CallStatic("java.lang.invoke.MethodHandles", "publicLookup")!;
        var noParameters = Jvm.NewArray("java.lang.Class");
        JvmObjectReference Step(JvmObjectReference type, string method) =>
            lookup.Invoke<JvmObjectReference>("unreflect", type.Invoke<JvmObjectReference>("getMethod", method, noParameters));

        var target = first;
        var path = Step(first.Invoke<JvmObjectReference>("getClass"), methods[0]);
        for (var at = 1; at < methods.Count; at++)
        {
            target = target.Invoke<JvmObjectReference>(methods[at - 1]);
            var type = ReturnType(path);
            if (type.Invoke<string>("getName") == "java.lang.Object")
                type = target.Invoke<JvmObjectReference>("getClass");

            path = Then(path, Step(type, methods[at]));
        }

        using var kept = Jvm.Scope(keep: true);
        _handle = path.Invoke<JvmObjectReference>("bindTo", first);
        _noArguments = Jvm.NewList([]);
    }

    /// <summary>Appends the call of the whole path.</summary>
    public JvmPipeline Append(JvmPipeline calls) => calls.Call(_handle, "invokeWithArguments", _noArguments);

    public void Dispose()
    {
        _handle.Dispose();
        _noArguments.Dispose();
    }

    // A step takes the class that declares its method, which is a parent of the class that the path returns, or a child of Object.
    static JvmObjectReference Then(JvmObjectReference path, JvmObjectReference step)
    {
        var type = step.Invoke<JvmObjectReference>("type").Invoke<JvmObjectReference>("changeParameterType", 0, ReturnType(path));
        return (JvmObjectReference)
            Jvm.CallStatic("java.lang.invoke.MethodHandles", "filterReturnValue", path, step.Invoke<JvmObjectReference>("asType", type))!;
    }

    static JvmObjectReference ReturnType(JvmObjectReference path) =>
        path.Invoke<JvmObjectReference>("type").Invoke<JvmObjectReference>("returnType");
}
