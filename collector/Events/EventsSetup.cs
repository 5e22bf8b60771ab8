using System.Security.Cryptography;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.Privacy;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Http;
using Analytics.Collector.Validation;

namespace Analytics.Collector.Events;

static class EventsSetup
{
    public static void AddEvents(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<Func<Guid>>(Guid.CreateVersion7)
            .AddSingleton<MemoryInFlight>()
            .AddSingleton<BodyReader>()
            .AddSingleton<EnvelopeReader>()
            .AddSingleton<EventReader>()
            .AddSingleton<EventRules>()
            .AddSingleton<Consent>()
            .AddSingleton<PrivacyRule>()
            .AddSingleton<Func<int, byte[]>>(RandomNumberGenerator.GetBytes)
            .AddSingleton<DailySalt>()
            .AddSingleton<Anonymizer>()
            .AddSingleton(new UserAgentData())
            .AddSingleton<GeoDatabase>()
            .AddHostedService<GeoReload>()
            .AddSingleton<Enricher>()
            .AddSingleton<ClientAddress>()
            .AddSingleton<RequestReader>()
            .AddSingleton<EventJudge>()
            .AddSingleton<Pressure>()
            .AddSingleton<EventStore>()
            .AddSingleton<AcceptEvents>();
}
