using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Hosting.Web;

namespace Analytics.Collector.Health;

/// <summary>Health routes. live: the process answers. ready: it can accept durably. sink: the state of Kafka and the spool.</summary>
static class CollectorHealth
{
    public static void MapHealthRoutes(this IEndpointRouteBuilder routes)
    {
        routes.MapLive().WithDoc(new("operations", "The process answers.", "Text"));
        routes.MapHealth(HealthRoutes.Ready, Ready).WithDoc(new("operations", "The collector can accept events durably.", "Text", 503));
        routes
            .MapHealth("/health/sink", services => new(services.GetRequiredService<DeliveryHealth>().SinkUnhealthyReason))
            .WithDoc(new("operations", "The state of Kafka and the spool.", "Text", 503));
    }

    static HealthAnswer Ready(IServiceProvider services) =>
        new(
            services.GetRequiredService<Drain>().HasStarted
                ? "draining"
                : services.GetRequiredService<DeliveryHealth>().UnhealthyReason
                    ?? services.GetRequiredService<KeyRing>().UnhealthyReason
                    ?? services.GetRequiredService<BrokerClock>().UnhealthyReason
        );
}
