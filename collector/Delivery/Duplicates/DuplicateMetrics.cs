using Prometheus;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>Metrics of duplicate events.</summary>
static class DuplicateMetrics
{
    static readonly Counter _duplicate = Metrics.CreateCounter(
        "collector_event_duplicate_total",
        "Events that were stored before and are not stored again."
    );

    static readonly Gauge _recent = Metrics.CreateGauge("collector_recent_ids", "Events that are remembered to recognize a repeat.");

    public static void Recognized(int events) => _duplicate.Inc(events);

    public static void Remembered(int count) => _recent.Set(count);
}
