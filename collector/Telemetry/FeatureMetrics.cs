using System.Runtime.CompilerServices;

namespace Analytics.Collector.Telemetry;

static class FeatureMetrics
{
    /// <summary>Registers a class of metrics, so that each is exported from the start, before its first value.</summary>
    public static void AddMetrics(this WebApplicationBuilder _, Type metrics) => RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
}
