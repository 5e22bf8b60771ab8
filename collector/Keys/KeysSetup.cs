namespace Analytics.Collector.Keys;

static class KeysSetup
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<KeyRing>().AddSingleton<KeyLimiter>().AddSingleton<WrongKeys>().AddSingleton<Authentication>();
        services.AddSingleton(provider => new KeyDatabase(provider.GetRequiredService<KeyStoreOptions>().Database));
        services.AddSingleton(provider => new KeySnapshot(provider.GetRequiredService<KeyStoreOptions>().Snapshot));
        services.AddHostedService<KeyRefresh>();
    }
}
