using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Delivery.Duplicates;

static class DuplicatesSetup
{
    public static void AddDuplicates(this WebApplicationBuilder builder)
    {
        builder.AddSection<DuplicatesOptions>(DuplicatesOptions.Section);
        builder.AddMetrics(typeof(DuplicateMetrics));
        builder.Services.AddSingleton<EventIdentity>();
        builder.Services.AddSingleton<RecentIds>();
        builder.Services.AddSingleton<KafkaTail>();
        builder.Services.AddSingleton<RecentIdsLoader>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RecentIdsLoader>());
    }
}
