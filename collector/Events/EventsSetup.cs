using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Validation;

namespace Analytics.Collector.Events;

static class EventsSetup
{
    public static void AddEvents(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<Func<Guid>>(Guid.CreateVersion7)
        .AddSingleton<MemoryInFlight>()
        .AddSingleton<BodyReader>()
        .AddSingleton<EnvelopeReader>()
        .AddSingleton<EventReader>()
        .AddSingleton<EventRules>()
        .AddSingleton<Enricher>()
        .AddSingleton<ClientAddress>()
        .AddSingleton<EventJudge>()
        .AddSingleton<AcceptEvents>();
}
