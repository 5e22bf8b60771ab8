using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Analytics.Collector.Settings;

/// <summary>Lists every setting, found in the options classes: a class with a <c>Section</c> is one.</summary>
static class SettingsReference
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. typeof(SettingsReference)
            .Assembly.GetTypes()
            .Select(type => (type, section: type.GetField("Section")?.GetRawConstantValue() as string))
            .Where(found => found.section is not null)
            .OrderBy(found => found.section!.Length == 0)
            .ThenBy(found => found.section, StringComparer.Ordinal)
            .SelectMany(found => Of(found.section!, Activator.CreateInstance(found.type)!)),
    ];

    static IEnumerable<Setting> Of(string path, object options) =>
        options
            .GetType()
            .GetProperties()
            .Where(member => member.CanWrite)
            .SelectMany(member => Of(path.Length == 0 ? member.Name : $"{path}:{member.Name}", member, options));

    static IEnumerable<Setting> Of(string path, PropertyInfo member, object options)
    {
        var type = member.PropertyType;
        if (type.IsAssignableTo(typeof(IDictionary<string, string>)))
            return [One($"{path}:NAME", member, "")];

        var item =
            type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GetGenericArguments()[0]
            : null;
        if (item is not null)
            return IsOurs(item) ? Of($"{path}:N", Activator.CreateInstance(item)!) : [One($"{path}:N", member, "")];

        return IsOurs(type) && member.GetValue(options) is { } inner
            ? Of(path, inner)
            : [One(path, member, Text(member.GetValue(options)))];
    }

    static Setting One(string name, PropertyInfo member, string value) => new(name, value, Range(member), DocSentences.Of(member));

    static string Range(PropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return member.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Text(range.Minimum)} to {Text(range.Maximum)}"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type))
            : type == typeof(bool) ? "true, false"
            : "";
    }

    static string Text(object? value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    static bool IsOurs(Type type) => type.IsClass && type.Assembly == typeof(SettingsReference).Assembly;
}
