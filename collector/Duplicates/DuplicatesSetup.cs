namespace Analytics.Collector.Duplicates;

static class DuplicatesSetup
{
    public static void AddDuplicates(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventIdentity>();
        builder.Services.AddSingleton<RecentIds>();
        builder.Services.AddSingleton<RecoveredEvents>();
        builder.Services.AddSingleton<Refill>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Refill>());
    }
}
