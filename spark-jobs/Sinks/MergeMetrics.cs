using Prometheus;

namespace Analytics.SparkJobs.Sinks;

/// <summary>The merges of the queries as Prometheus metrics.</summary>
static class MergeMetrics
{
    static readonly Histogram _duration = Metrics.CreateHistogram(
        "stream_merge_duration_seconds",
        "PostgreSQL's part of a batch: the merge and its commit.",
        ["query"],
        new HistogramConfiguration { Buckets = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 30] }
    );

    /// <summary>Begins the query's series at 0.</summary>
    public static void Begin(string query) => _duration.WithLabels(query);

    public static void Merged(string query, TimeSpan duration) => _duration.WithLabels(query).Observe(duration.TotalSeconds);
}
