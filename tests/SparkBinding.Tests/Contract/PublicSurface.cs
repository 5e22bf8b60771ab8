using System.Reflection;

namespace SparkBinding.Tests.Contract;

/// <summary>The public members of our Microsoft.Spark types by type, each as one line of C#.</summary>
static class PublicSurface
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<string> Members() =>
        typeof(Microsoft.Spark.Sql.SparkSession)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("Microsoft.Spark", StringComparison.Ordinal))
            .SelectMany(type => Members(type).Select(member => $"{type.FullName}: {member}"));

    /// <summary>Returns the same line for one method or constructor from any assembly.</summary>
    internal static string Line(MethodBase method) =>
        $"{method.DeclaringType!.FullName}: {method switch
    {
        ConstructorInfo made => $"{made.DeclaringType!.Name}({Parameters(made)})",
        _ when Accessed((MethodInfo)method) is { } property => Property(property),
        _ => Method((MethodInfo)method),
    }}";

    static PropertyInfo? Accessed(MethodInfo method) =>
        method.DeclaringType!.GetProperties(Declared).FirstOrDefault(property => property.GetMethod == method);

    static string[] Members(Type type) =>
        type.IsEnum
            ? type.GetEnumNames()
            :
            [
                .. type.GetConstructors(Declared).Select(member => $"{type.Name}({Parameters(member)})"),
                .. type.GetProperties(Declared).Where(member => !Overrides(member.GetMethod!)).Select(Property),
                .. type.GetEvents(Declared).Select(member => $"event {Name(member.EventHandlerType!)} {member.Name}"),
                .. type.GetMethods(Declared).Where(IsMember).Select(Method),
            ];

    static bool IsMember(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !Overrides(method)
        // The compiler adds these members to a record.
        && method.Name is not "<Clone>$" and not "Deconstruct"
        && !(method.Name is "Equals" or "op_Equality" or "op_Inequality" && method.DeclaringType!.GetMethod("<Clone>$") is not null);

    static bool Overrides(MethodInfo method) => method.GetBaseDefinition() != method;

    static string Property(PropertyInfo property)
    {
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        return $"{Static(property.GetMethod!)}{Name(property.PropertyType)} {name}";
    }

    static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{Static(method)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter) =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{Name(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Default(parameter.DefaultValue)}" : "");

    static string Default(object? value) =>
        value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ => value.ToString()!,
        };

    static string Name(Type type) =>
        type switch
        {
            { IsArray: true } => Name(type.GetElementType()!) + "[]",
            _ when Nullable.GetUnderlyingType(type) is { } plain => Name(plain) + "?",
            { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
            _ => Keyword(type) ?? type.Name,
        };

    static string? Keyword(Type type) =>
        type.IsEnum
            ? null
            : Type.GetTypeCode(type) switch
            {
                TypeCode.Boolean => "bool",
                TypeCode.Char => "char",
                TypeCode.SByte => "sbyte",
                TypeCode.Byte => "byte",
                TypeCode.Int16 => "short",
                TypeCode.Int32 => "int",
                TypeCode.Int64 => "long",
                TypeCode.Single => "float",
                TypeCode.Double => "double",
                TypeCode.Decimal => "decimal",
                TypeCode.String => "string",
                _ when type == typeof(void) => "void",
                _ when type == typeof(object) => "object",
                _ => null,
            };
}
