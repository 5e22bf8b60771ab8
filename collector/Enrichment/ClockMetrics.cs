using Prometheus;

namespace Analytics.Collector.Enrichment;

/// <summary>The metric of the machine's clock.</summary>
static class ClockMetrics
{
    static readonly Counter _jumps = Metrics.CreateCounter(
        "collector_clock_jumps_total",
        "Jumps of the machine's clock by 2 s or more, which the receive times of events follow."
    );

    public static void Jumped() => _jumps.Inc();
}
