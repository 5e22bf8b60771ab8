using Analytics.Collector.Duplicates;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.Privacy;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Health;
using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
using Analytics.Collector.Spool;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Settings;

/// <summary>Reads every section once, at start, and names every mistake in one go.</summary>
static class SettingsCheck
{
    /// <summary>False when something is wrong: standard error then lists what, a line each.</summary>
    public static bool TryAddSettings(this WebApplicationBuilder builder)
    {
        var mistakes = new List<string>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Add<LimitsOptions>(LimitsOptions.Section, mistakes);
        builder.Add<TimesOptions>(TimesOptions.Section, mistakes);
        builder.Add<DrainOptions>(DrainOptions.Section, mistakes);
        builder.Add<DuplicatesOptions>(DuplicatesOptions.Section, mistakes);
        builder.Add<LogsOptions>(LogsOptions.Section, mistakes);
        mistakes.AddRange(builder.Add<GatewayOptions>(GatewayOptions.Section, mistakes).Mistakes());
        var kafka = builder.Add<KafkaOptions>(KafkaOptions.Section, mistakes).WithNamesOfAll(builder.Configuration);
        mistakes.AddRange(kafka.Mistakes());
        mistakes.AddRange(builder.Add<SpoolOptions>(SpoolOptions.Section, mistakes).Mistakes(kafka));
        mistakes.AddRange(builder.Add<GeoOptions>(GeoOptions.Section, mistakes).Mistakes());
        mistakes.AddRange(builder.Add<PrivacyOptions>(PrivacyOptions.Section, mistakes).Mistakes());
        mistakes.AddRange(UserAgentData.Mistakes());
        mistakes.AddRange(builder.Add<KeysOptions>(null, mistakes).Mistakes());
        mistakes.AddRange(builder.Add<KeyStoreOptions>(KeyStoreOptions.Section, mistakes).WithNamesOfAll(builder.Configuration).Mistakes());
        mistakes.AddRange(builder.Add<RateLimitsOptions>(RateLimitsOptions.Section, mistakes).Mistakes());
        mistakes.AddRange(Addresses.Mistakes(builder.Configuration));
        foreach (var mistake in mistakes)
            Console.Error.WriteLine(mistake);

        return mistakes.Count == 0;
    }

    /// <summary>A section that was read, for those that have to know it before the services are built.</summary>
    public static T Setting<T>(this WebApplicationBuilder builder)
        where T : class => (T)builder.Services.Last(service => service.ServiceType == typeof(T)).ImplementationInstance!;

    static T Add<T>(this WebApplicationBuilder builder, string? section, List<string> mistakes)
        where T : class, new()
    {
        var options = SectionReader.Read<T>(builder.Configuration, section, mistakes);
        builder.Services.AddSingleton(options);
        return options;
    }
}
