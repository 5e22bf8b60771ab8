namespace Analytics.Collector.Settings;

/// <summary>The sections that the features have read, and every error in them.</summary>
sealed class SettingsSections
{
    readonly Dictionary<Type, object> _read = [];

    public List<string> Errors { get; } = [];

    public void Add<T>(T options)
        where T : class => _read.Add(typeof(T), options);

    public T Get<T>()
        where T : class => (T)_read[typeof(T)];
}

static class SettingsSetup
{
    /// <summary>Reads a feature's section once, at start.</summary>
    /// <param name="section">The section's name; null for the root.</param>
    public static T AddSection<T>(this WebApplicationBuilder builder, string? section)
        where T : class, new()
    {
        var sections = builder.Sections();
        var options = SectionReader.Read<T>(builder.Configuration, section, sections.Errors);
        sections.Add(options);
        builder.Services.AddSingleton(options);
        return options;
    }

    /// <summary>Returns a section that was already read, for a feature that needs it before the services are built.</summary>
    public static T Section<T>(this WebApplicationBuilder builder)
        where T : class => builder.Sections().Get<T>();

    /// <summary>Adds the errors of a feature's settings beyond their ranges, one line each.</summary>
    public static void AddErrors(this WebApplicationBuilder builder, IEnumerable<string> errors) =>
        builder.Sections().Errors.AddRange(errors);

    /// <summary>Adds a feature's warnings about its settings.</summary>
    public static void AddWarnings(this WebApplicationBuilder builder, WarningSource source) => builder.Services.AddSingleton(source);

    /// <summary>True when no setting is wrong; otherwise standard error lists the errors, one line each.</summary>
    public static bool AreSettingsValid(this WebApplicationBuilder builder)
    {
        var errors = builder.Sections().Errors;
        errors.AddRange(RenamedSettings.Validate(builder.Configuration));
        foreach (var error in errors)
            Console.Error.WriteLine(error);

        return errors.Count == 0;
    }

    static SettingsSections Sections(this IHostApplicationBuilder builder)
    {
        if (!builder.Properties.TryGetValue(typeof(SettingsSections), out var sections))
            builder.Properties[typeof(SettingsSections)] = sections = new SettingsSections();

        return (SettingsSections)sections;
    }
}
