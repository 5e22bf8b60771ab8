using Prometheus;

namespace Analytics.SparkJobs.Queries;

/// <summary>The queries' batches as Prometheus metrics.</summary>
static class QueryMetrics
{
    static readonly Counter _batches = Metrics.CreateCounter("stream_batch_committed_total", "Batches committed.", "query");
    static readonly Counter _events = Metrics.CreateCounter("stream_event_committed_total", "Kafka offsets committed.", "query");
    static readonly Counter _restarts = Metrics.CreateCounter("stream_query_restarted_total", "Restarts after a passing failure.", "query");
    static readonly Counter _putAside = Metrics.CreateCounter(
        "stream_message_put_aside_total",
        "Messages that the sink refuses one by one.",
        "query"
    );

    static readonly Histogram _duration = Metrics.CreateHistogram(
        "stream_batch_duration_seconds",
        "From the handler's call to the commit.",
        ["query"],
        new HistogramConfiguration { Buckets = [.005, .01, .02, .03, .05, .075, .1, .15, .25, .5, 1, 2.5, 5, 10, 30] }
    );

    /// <summary>Begins the query's series at 0: the increase of one that begins with its first event lacks that event.</summary>
    public static void Begin(string query)
    {
        foreach (var counter in new[] { _batches, _events, _restarts, _putAside })
            counter.WithLabels(query);
        _duration.WithLabels(query);
    }

    public static void Batch(string query, long events, TimeSpan duration)
    {
        _batches.WithLabels(query).Inc();
        _events.WithLabels(query).Inc(events);
        _duration.WithLabels(query).Observe(duration.TotalSeconds);
    }

    public static void PutAside(string query, int messages) => _putAside.WithLabels(query).Inc(messages);

    public static void Restarted(string query) => _restarts.WithLabels(query).Inc();
}
