using Prometheus;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The pushes to Grafana as Prometheus metrics; kind is live, annotation, or tick for the figures of each second.</summary>
static class PushMetrics
{
    static readonly Gauge _age = Metrics.CreateGauge("schedule_push_age_seconds", "The age of the last successful push.", "kind");
    static readonly Gauge _waiting = Metrics.CreateGauge("schedule_push_waiting", "Pushes that Grafana has yet to get.", "kind");
    static readonly Counter _pushed = Metrics.CreateCounter(
        "schedule_push_total",
        "Pushes of the figures of a second by result: ok, failed.",
        "result"
    );

    public static void Age(string kind, TimeSpan age) => _age.WithLabels(kind).Set(age.TotalSeconds);

    public static void Waiting(string kind, long count) => _waiting.WithLabels(kind).Set(count);

    public static void Ticked(bool isDone) => _pushed.WithLabels(isDone ? "ok" : "failed").Inc();
}
