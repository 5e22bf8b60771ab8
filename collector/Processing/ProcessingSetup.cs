using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Http;
using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Processing;

static class ProcessingSetup
{
    public static void AddProcessing(this WebApplicationBuilder builder)
    {
        builder.AddErrors(EventMessages.Validate(builder.Section<LimitsOptions>(), builder.Section<KafkaOptions>()));
        builder.AddMetrics(typeof(EventMetrics));
        builder
            .Services.AddSingleton<RequestIntake>()
            .AddSingleton(new ProcessingTurns(Environment.ProcessorCount))
            .AddSingleton<ReplayReader>()
            .AddSingleton<EventMessages>()
            .AddSingleton<EventProcessor>()
            .AddSingleton<RequestProcessor>()
            .AddSingleton<EventRequestHandler>();
    }
}
