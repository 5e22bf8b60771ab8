using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Enrichment;

static class EnrichmentSetup
{
    public static void AddEnrichment(this WebApplicationBuilder builder)
    {
        builder.AddSection<TimesOptions>(TimesOptions.Section);
        builder.AddMistakes(builder.AddSection<GeoOptions>(GeoOptions.Section).Mistakes());
        builder.AddMistakes(UserAgentData.Mistakes());
        builder
            .Services.AddSingleton<NewEventId>(Guid.CreateVersion7)
            .AddSingleton(new UserAgentData())
            .AddSingleton<GeoDatabase>()
            .AddHostedService<GeoReload>()
            .AddSingleton<Enricher>()
            .AddSingleton<RequestReader>();
    }
}
