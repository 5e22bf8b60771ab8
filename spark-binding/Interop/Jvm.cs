using Analytics.SparkBinding.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>Calls into the JVM of this process; the first call attaches to the JVM or starts it.</summary>
/// <remarks>
/// Arguments: null, bool, int (and smaller), long, double, float, string, char, byte[], decimal, <see cref="JvmDecimalText"/>,
/// string[] (as java String[]), references, their providers, <see cref="JvmCallback"/>. An int is sent as Integer, a long as Long, never
/// converted down.
/// Results: null, bool, int, long, double, string, byte[], decimal (string beyond its range), <see cref="JvmObjectReference"/>.
/// </remarks>
public static class Jvm
{
    static JvmClient Current => JvmHost.Current;

    /// <summary>Calls a static method. The class is given by its full name, a nested class as <c>Outer$Inner</c>.</summary>
    /// <exception cref="Exception">The call failed in the JVM; the inner exception is a JvmException.</exception>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public static object? CallStatic(string className, string method, params object?[] args) => Current.CallStatic(className, method, args);

    public static JvmObjectReference New(string className, params object?[] args) => Current.New(className, args);

    /// <summary>Creates a Java array. The element class is a full name or a primitive (<c>int</c>, <c>long</c>, ...).</summary>
    public static JvmObjectReference NewArray(string elementClass, params IReadOnlyList<object?> items) =>
        Current.NewArray(elementClass, items);

    /// <summary>Creates a java.util.ArrayList.</summary>
    public static JvmObjectReference NewList(IReadOnlyList<object?> items) => Current.NewList(items);

    /// <summary>Creates a java.util.HashMap of strings.</summary>
    public static JvmObjectReference NewMap(IEnumerable<KeyValuePair<string, string>> entries) => Current.NewMap(entries);

    /// <summary>Creates a Scala Seq of the type that this Spark expects.</summary>
    public static JvmObjectReference ToSeq(IReadOnlyList<object?> items) => Current.ToSeq(items);

    /// <summary>Reads a public static field, an enum constant or a Scala object (<c>X$</c>, <c>MODULE$</c>).</summary>
    public static object? StaticField(string className, string field) => Current.StaticField(className, field);

    /// <summary>Reads a public field of an object.</summary>
    /// <exception cref="MissingFieldException">The object has no such field.</exception>
    public static object? Field(JvmObjectReference target, string field) => target.Client.Field(target, field);

    public static int Length(JvmObjectReference array) => array.Client.Length(array);

    public static object? Element(JvmObjectReference array, int index) => array.Client.Element(array, index);

    /// <summary>True when the JVM has a class of this full name.</summary>
    public static bool HasClass(string className) => Current.HasClass(className);

    public static JvmPipeline Pipeline() => new(Current);

    /// <summary>
    /// Opens a scope that releases, when it is disposed, the references that this thread received in it. The same thread disposes it.
    /// </summary>
    /// <param name="keep">True to keep the references instead, also beyond the enclosing scope.</param>
    public static JvmScope Scope(bool keep = false) => new(keep);

    /// <summary>
    /// Keeps one JVM thread for the calls of this logical flow across <c>await</c>, until disposed. Without it each .NET thread has its
    /// own. A second thread of the flow that calls at the same time uses its own connection. A flow within a flow has its own JVM thread;
    /// after it the outer one goes on.
    /// </summary>
    public static IDisposable Flow() => Current.Flow();
}
