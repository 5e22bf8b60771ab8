using Analytics.Contracts;
using Prometheus;

namespace Analytics.Collector.Enrichment;

/// <summary>The metrics of the machine's clock.</summary>
static class ClockMetrics
{
    static readonly Counter _jumps = Metrics.CreateCounter(
        "collector_clock_jumps_total",
        "Jumps of the machine's clock by 2 s or more, which the receive times of events follow."
    );

    static readonly Gauge _ahead = Metrics.CreateGauge(
        "collector_clock_ahead_seconds",
        $"How far the machine's clock is ahead of Kafka's, absent while no event was sent for a minute. "
            + $"Streaming rejects events that are {EventTimes.Ahead.TotalSeconds:0} s ahead.",
        new GaugeConfiguration { SuppressInitialValue = true }
    );

    public static void Jumped() => _jumps.Inc();

    /// <param name="ahead">Null while it is not known.</param>
    public static void Ahead(TimeSpan? ahead)
    {
        if (ahead is { } known)
            _ahead.Set(known.TotalSeconds);
        else
            _ahead.Unpublish();
    }
}
