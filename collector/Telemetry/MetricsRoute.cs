using Analytics.Collector.Http;
using Prometheus;

namespace Analytics.Collector.Telemetry;

static class MetricsRoute
{
    /// <summary>Of the framework's meters, those that cost nothing per request: connections, memory, threads.</summary>
    static readonly string[] _meters = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>GET /metrics: our own figures, the process's and the runtime's.</summary>
    public static void MapMetricsRoute(this IEndpointRouteBuilder routes)
    {
        // The framework counts and times each request too; ours are by route and cost less.
        Metrics.ConfigureMeterAdapter(meters => meters.InstrumentFilterPredicate = instrument => _meters.Contains(instrument.Meter.Name));
        Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressEventCounters = true });
        // The meters are listened to from the first collection on: before the first connection, or their count is wrong for good.
        Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null).GetAwaiter().GetResult();
        routes.MapMetrics().WithDoc(new("operations", "Prometheus' metrics.", "Text"));
    }
}
