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

        if (section is not null)
        {
            errors.AddRange(
                from.GetChildren()
                    .Where(child => !members.Exists(member => member.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
                    .Where(child => !RenamedSettings.Has(child.Path))
                    .Select(child => $"{child.Path}: there is no such setting.")
            );
        }

        var ranges = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        errors.AddRange(ranges.Select(range => $"{section}:{string.Join(',', range.MemberNames)}: {range.ErrorMessage}"));
        return options;
    }

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
