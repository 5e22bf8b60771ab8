using Analytics.Collector.Health;
using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
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
        builder.Add<LogsOptions>(LogsOptions.Section, mistakes);
        mistakes.AddRange(builder.Add<GatewayOptions>(GatewayOptions.Section, mistakes).Mistakes());
        mistakes.AddRange(builder.Add<KafkaOptions>(KafkaOptions.Section, mistakes).WithNamesOfAll(builder.Configuration).Mistakes());
        mistakes.AddRange(builder.Add<KeysOptions>(null, mistakes).Mistakes());
        mistakes.AddRange(builder.Add<KeyStoreOptions>(KeyStoreOptions.Section, mistakes).WithNamesOfAll(builder.Configuration).Mistakes());
        mistakes.AddRange(builder.Add<RateLimitsOptions>(RateLimitsOptions.Section, mistakes).Mistakes());
        mistakes.AddRange(Addresses.Mistakes(builder.Configuration));
        foreach (var mistake in mistakes)
            Console.Error.WriteLine(mistake);

        return mistakes.Count == 0;
    }

    static T Add<T>(this WebApplicationBuilder builder, string? section, List<string> mistakes) where T : class, new()
    {
        var options = SectionReader.Read<T>(builder.Configuration, section, mistakes);
        builder.Services.AddSingleton(options);
        return options;
    }
}
