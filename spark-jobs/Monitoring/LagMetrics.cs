using Prometheus;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>The queries' lag as Prometheus metrics.</summary>
static class LagMetrics
{
    static readonly Gauge _lagGauge = Metrics.CreateGauge(
        "stream_query_lag_events",
        "Offsets in Kafka that are not committed yet.",
        "query"
    );
    static readonly Gauge _completeGauge = Metrics.CreateGauge(
        "stream_query_complete_up_to_seconds",
        "Everything Kafka had at this time is committed; Unix time.",
        "query"
    );

    public static void Lag(string query, long lag) => _lagGauge.WithLabels(query).Set(lag);

    public static void CompleteUpTo(string query, DateTimeOffset time) =>
        _completeGauge.WithLabels(query).Set(time.ToUnixTimeMilliseconds() / 1000.0);
}
