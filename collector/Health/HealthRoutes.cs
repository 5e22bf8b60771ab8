using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;

namespace Analytics.Collector.Health;

/// <summary>live: the process answers. ready: it can accept durably. sink: what Kafka and the spool say.</summary>
static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer(null)).WithDoc(new("operations", "The process answers.", "Text"));
        routes
            .MapGet("/health/ready", (DeliveryHealth health, KeyRing keys, Drain drain) =>
                Answer(drain.Begun ? "draining" : health.Trouble ?? keys.Trouble)
            )
            .WithDoc(new("operations", "It can accept durably.", "Text", 503));
        routes
            .MapGet("/health/sink", (DeliveryHealth health) => Answer(health.SinkTrouble))
            .WithDoc(new("operations", "What Kafka says, and the spool.", "Text", 503));
    }

    static IResult Answer(string? trouble) =>
        Results.Text(trouble is null ? "ok\n" : $"{trouble}\n", "text/plain", statusCode: trouble is null ? 200 : 503);
}
