using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Keys;

static class KeysSetup
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var keys = builder.AddSection<KeysOptions>(null);
        builder.AddErrors(keys.Validate());
        builder.AddWarnings(() => KeysWarnings.Of(keys));
        var store = builder.AddSection<KeyStoreOptions>(KeyStoreOptions.Section).WithNamesOfAll(builder.Configuration);
        builder.AddErrors(store.Validate());
        builder.AddWarnings(() => KeyStoreWarnings.Of(store));
        builder.AddErrors(builder.AddSection<RateLimitsOptions>(RateLimitsOptions.Section).Validate());
        builder.AddMetrics(typeof(KeyMetrics));
        var services = builder.Services;
        services
            .AddSingleton<KeyRing>()
            .AddSingleton<KeyLimiter>()
            .AddSingleton<RefusalDelay>()
            .AddSingleton<WrongKeys>()
            .AddSingleton<Authentication>();
        services.AddSingleton(_ => new KeyDatabase(store.Database));
        services.AddSingleton(_ => new KeySnapshot(store.Snapshot));
        services.AddHostedService<KeyRefresh>();
    }
}
