using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
using Analytics.Collector.OpenApi;

namespace Analytics.Collector.Health;

/// <summary>live: the process answers. ready: it can accept durably. sink: what Kafka says.</summary>
static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer(null)).WithDoc(new("operations", "The process answers.", "Text"));
        routes.MapGet("/health/ready", (KafkaState kafka, KeyRing keys, Drain drain) => Answer(drain.Begun ? "draining" : kafka.Trouble ?? keys.Trouble)).WithDoc(new("operations", "It can accept durably.", "Text", 503));
        routes.MapGet("/health/sink", (KafkaState kafka) => Answer(kafka.Trouble)).WithDoc(new("operations", "What Kafka says.", "Text", 503));
    }

    static IResult Answer(string? trouble) => Results.Text(
        trouble is null ? "ok\n" : $"{trouble}\n", "text/plain", statusCode: trouble is null ? 200 : 503);
}
