using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Enrichment;

static class EnrichmentSetup
{
    public static void AddEnrichment(this WebApplicationBuilder builder)
    {
        builder.AddSection<TimesOptions>(TimesOptions.Section);
        builder.AddErrors(builder.AddSection<GeoOptions>(GeoOptions.Section).Validate());
        builder.AddErrors(UserAgentData.Validate());
        builder.AddMetrics(typeof(ClockMetrics));
        builder
            .Services.AddSingleton<NewEventId>(Guid.CreateVersion7)
            .AddSingleton(new UserAgentData())
            .AddSingleton<GeoDatabase>()
            .AddHostedService<GeoReload>()
            .AddSingleton<BrokerClock>()
            .AddHostedService<ClockWatch>()
            .AddSingleton<Enricher>()
            .AddSingleton<RequestReader>();
    }
}
