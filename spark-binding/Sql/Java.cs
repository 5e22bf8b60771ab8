using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Sql;

/// <summary>How the wrappers of this folder speak with their Java objects.</summary>
static class Java
{
    /// <summary>Calls a method and lets go of the arrays and maps that were made for this call alone.</summary>
    /// <remarks>A List, not an array: a string[] that is the only argument stays one argument.</remarks>
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

    /// <summary>Calls a method whose result nobody needs, such as a Java builder's own self.</summary>
    internal static void Do(this IJvmObjectReferenceProvider target, string method, params List<object?> args) =>
        (target.Call(method, args) as JvmObjectReference)?.Dispose();

    internal static string Text(this IJvmObjectReferenceProvider target, string method, params List<object?> args) =>
        (string)target.Call(method, args)!;

    /// <summary>A call whose Java result has a <c>toString</c>, or null.</summary>
    internal static string? TextOf(this IJvmObjectReferenceProvider target, string method)
    {
        using var result = target.Call(method) as JvmObjectReference;
        return result?.Text("toString");
    }

    /// <summary>The value of a scala.Option, or null.</summary>
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

    /// <summary>The elements of a Java array, which is let go.</summary>
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

    /// <summary>An argument that was made for one call.</summary>
    internal sealed record Once(JvmObjectReference Reference) : IJvmObjectReferenceProvider;
}
