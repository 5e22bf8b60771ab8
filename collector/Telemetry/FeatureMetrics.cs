using System.Runtime.CompilerServices;

namespace Analytics.Collector.Telemetry;

static class FeatureMetrics
{
    /// <summary>Registers a class of metrics: each is there from the start, also when nothing has counted it yet.</summary>
    public static void AddMetrics(this WebApplicationBuilder _, Type metrics) => RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
}
