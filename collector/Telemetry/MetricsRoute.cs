using Analytics.Collector.Http;
using Prometheus;

namespace Analytics.Collector.Telemetry;

static class MetricsRoute
{
    /// <summary>The framework's meters that cost nothing per request: connections, memory, threads.</summary>
    static readonly string[] _meters = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Maps GET /metrics: the collector's metrics, the process's and the runtime's.</summary>
    public static void MapMetricsRoute(this IEndpointRouteBuilder routes)
    {
        // The framework's request metrics are left out: the collector's are by route and cheaper.
        Metrics.ConfigureMeterAdapter(meters => meters.InstrumentFilterPredicate = instrument => _meters.Contains(instrument.Meter.Name));
        Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressEventCounters = true });
        // The first collection subscribes to the meters; after the first connection their count would stay wrong.
        Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null).GetAwaiter().GetResult();
        routes.MapMetrics().WithDoc(new("operations", "Prometheus' metrics.", "Text"));
    }
}
