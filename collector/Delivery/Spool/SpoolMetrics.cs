using Prometheus;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>Metrics of the spool's size and throughput.</summary>
static class SpoolMetrics
{
    static readonly Gauge _spooling = Metrics.CreateGauge(
        "collector_spool_mode",
        "1 while events go to the spool, 0 while they go directly to Kafka."
    );

    static readonly Gauge _works = Metrics.CreateGauge("collector_spool_works", "1 while the spool's disk works, 0 while it fails.");

    static readonly Gauge _events = Metrics.CreateGauge("collector_spool_events", "Events in the spool that Kafka has not acknowledged.");

    static readonly Gauge _bytes = Metrics.CreateGauge("collector_spool_bytes", "Bytes of the spool's segments.");

    static readonly Gauge _oldest = Metrics.CreateGauge(
        "collector_spool_oldest_seconds",
        "Age of the oldest event in the spool; 0 when it is empty."
    );

    static readonly Counter _appended = Metrics.CreateCounter("collector_spool_appended_total", "Events written to the spool.");

    static readonly Counter _copied = Metrics.CreateCounter(
        "collector_spool_copied_total",
        "Events copied to the spool because Kafka was slow to acknowledge them; they stayed under way to Kafka."
    );

    static readonly Counter _drained = Metrics.CreateCounter(
        "collector_spool_drained_total",
        "Events of the spool that Kafka has acknowledged."
    );

    static readonly Counter _refused = Metrics.CreateCounter(
        "collector_spool_refused_total",
        "Events of the spool that Kafka refuses for good."
    );

    static readonly Histogram _append = Metrics.CreateHistogram(
        "collector_spool_append_seconds",
        "Time from the start of a group's write to its flush.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 14) }
    );

    public static void Mode(bool isSpooling) => _spooling.Set(isSpooling ? 1 : 0);

    public static void Works(bool works) => _works.Set(works ? 1 : 0);

    public static void Holds(long events, long bytes, TimeSpan oldest)
    {
        _events.Set(events);
        _bytes.Set(bytes);
        _oldest.Set(oldest.TotalSeconds);
    }

    public static void Appended(int events, TimeSpan took)
    {
        _appended.Inc(events);
        _append.Observe(took.TotalSeconds);
    }

    public static void Copied(int events) => _copied.Inc(events);

    public static void Drained(long events) => _drained.Inc(events);

    public static void Refused() => _refused.Inc();
}
