using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>Calls the Java objects of this folder's wrappers.</summary>
static class JvmCalls
{
    /// <summary>Calls a method and releases the arrays and maps that were created for this call only.</summary>
    /// <remarks>The arguments are a List, not an array, so that a string[] as the only argument stays one argument.</remarks>
    internal static object? Call(this IJvmObjectReferenceProvider target, string method, params List<object?> args)
    {
        try
        {
            return target.Reference.Invoke(method, args.ToArray());
        }
        finally
        {
            Forget(args);
        }
    }

    internal static object? CallStatic(string className, string method, params List<object?> args)
    {
        try
        {
            return Jvm.CallStatic(className, method, args.ToArray());
        }
        finally
        {
            Forget(args);
        }
    }

    internal static JvmObjectReference Object(this IJvmObjectReferenceProvider target, string method, params List<object?> args) =>
        (JvmObjectReference)target.Call(method, args)!;

    /// <summary>Calls a method and discards its result, such as a Java builder that returns itself.</summary>
    internal static void Do(this IJvmObjectReferenceProvider target, string method, params List<object?> args) =>
        (target.Call(method, args) as JvmObjectReference)?.Dispose();

    internal static string Text(this IJvmObjectReferenceProvider target, string method, params List<object?> args) =>
        (string)target.Call(method, args)!;

    /// <summary>Calls a method and returns the <c>toString</c> of its Java result, or null.</summary>
    internal static string? TextOf(this IJvmObjectReferenceProvider target, string method)
    {
        using var result = target.Call(method) as JvmObjectReference;
        return result?.Text("toString");
    }

    /// <summary>Returns the value of a scala.Option, or null.</summary>
    internal static JvmObjectReference? Option(this IJvmObjectReferenceProvider target, string method)
    {
        using var option = target.Object(method);
        return (bool)option.Call("isDefined")! ? option.Object("get") : null;
    }

    internal static Once Columns(IReadOnlyList<Column> columns) => new(Jvm.NewArray("org.apache.spark.sql.Column", columns));

    internal static Once Objects(IEnumerable<object?> values) => new(Jvm.NewArray("java.lang.Object", [.. values.Select(Literals.ToJava)]));

    internal static Once Map(IEnumerable<KeyValuePair<string, string>>? entries) => new(Jvm.NewMap(entries ?? []));

    internal static Once Map(IEnumerable<KeyValuePair<string, Column>> entries) =>
        MapOf(entries.Select(e => ((object?)e.Key, (object?)e.Value)));

    internal static Once MapOf(IEnumerable<(object? Key, object? Value)> entries)
    {
        var map = Jvm.New("java.util.HashMap");
        foreach (var (key, value) in entries)
            map.Do("put", key, value);
        return new Once(map);
    }

    internal static Once Properties(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var properties = Jvm.New("java.util.Properties");
        foreach (var (key, value) in entries)
            properties.Do("setProperty", key, value);
        return new Once(properties);
    }

    internal static Once Schema(StructType schema) => new(schema.ToJava());

    /// <summary>Returns the elements of a Java array and releases it.</summary>
    internal static List<object?> Elements(JvmObjectReference array)
    {
        using (array)
            return [.. Enumerable.Range(0, Jvm.Length(array)).Select(index => Jvm.Element(array, index))];
    }

    static void Forget(List<object?> args)
    {
        foreach (var once in args.OfType<Once>())
            once.Reference.Dispose();
    }

    /// <summary>An argument that was created for one call.</summary>
    internal sealed record Once(JvmObjectReference Reference) : IJvmObjectReferenceProvider;
}
