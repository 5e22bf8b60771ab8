using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;

namespace Analytics.Collector.Health;

/// <summary>live: the process answers. ready: it can accept durably. sink: what Kafka says.</summary>
static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer(null));
        routes.MapGet("/health/ready", (KafkaState kafka, KeyRing keys, Drain drain) => Answer(drain.Begun ? "draining" : kafka.Trouble ?? keys.Trouble));
        routes.MapGet("/health/sink", (KafkaState kafka) => Answer(kafka.Trouble));
    }

    static IResult Answer(string? trouble) => Results.Text(
        trouble is null ? "ok\n" : $"{trouble}\n", "text/plain", statusCode: trouble is null ? 200 : 503);
}
