using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Analytics.Collector.Settings;

/// <summary>Binds one section member by member, so that one unreadable value does not hide the next error.</summary>
static class SectionReader
{
    public static T Read<T>(IConfiguration configuration, string? section, List<string> errors)
        where T : class, new()
    {
        var options = new T();
        var members = typeof(T).GetProperties().Where(member => member.CanWrite).ToList();
        var from = section is null ? configuration : configuration.GetSection(section);
        foreach (var member in members)
            Bind(from.GetSection(member.Name), member, options, errors);

        // The root has the sections of others.
        errors.AddRange(
            Unknown(from, typeof(T))
                .Where(child => section is not null || child.Path.Contains(':'))
                .Where(child => !RenamedSettings.Has(child.Path))
                .Select(child => $"{child.Path}: there is no such setting.")
        );

        var ranges = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        errors.AddRange(ranges.Select(range => $"{section}:{string.Join(',', range.MemberNames)}: {range.ErrorMessage}"));
        return options;
    }

    /// <summary>Returns the children that are no member of the type, also in its lists.</summary>
    static IEnumerable<IConfigurationSection> Unknown(IConfiguration from, Type type)
    {
        var members = type.GetProperties().Where(member => member.CanWrite).ToList();
        foreach (var child in from.GetChildren())
        {
            var member = members.Find(one => one.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (member is null)
                yield return child;

            foreach (var unknown in member is null ? [] : UnknownIn(child, member.PropertyType))
                yield return unknown;
        }
    }

    static IEnumerable<IConfigurationSection> UnknownIn(IConfigurationSection value, Type type) =>
        type.Assembly == typeof(SectionReader).Assembly && type.IsClass ? Unknown(value, type)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)
            ? value.GetChildren().SelectMany(item => UnknownIn(item, type.GetGenericArguments()[0]))
        : [];

    static void Bind(IConfigurationSection value, PropertyInfo member, object options, List<string> errors)
    {
        if (!value.Exists())
            return;

        try
        {
            member.SetValue(options, value.Get(member.PropertyType));
        }
        catch (InvalidOperationException unreadable)
        {
            errors.Add($"{value.Path}: {unreadable.Message}");
        }
    }
}
