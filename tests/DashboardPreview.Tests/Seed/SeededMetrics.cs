using System.Globalization;

namespace DashboardPreview.Tests.Seed;

/// <summary>Invents what Prometheus has scraped of two collectors, streaming, schedule and a machine.</summary>
static class SeededMetrics
{
    public const double Requests = 40;
    public const double Failures = 0.02;
    public const double Rejected = 3;

    /// <summary>Events per second that are accepted, and those that no query has committed.</summary>
    public const double Accepted = 200;
    public const double NotCounted = 0.01;

    /// <summary>The lake's version at the first sample.</summary>
    public const double Version = 4_000;

    /// <summary>The events in the spools.</summary>
    public static readonly double[] Spooled = [120, 30];

    /// <summary>Seconds behind and messages of lag, by query.</summary>
    public static readonly IReadOnlyDictionary<string, (double Behind, double Lag)> Queries = new Dictionary<string, (double, double)>
    {
        ["live-metrics"] = (0.4, 12),
        ["rejected-counts"] = (1.2, 0),
        ["lake-archive"] = (9, 3_400),
    };

    const int Step = 5;
    static readonly double[] _answered = [0.001, 0.004, 0.016, 0.064, 0.256, 1];

    /// <summary>The samples of the time, in OpenMetrics: name, labels, value, seconds.</summary>
    public static IEnumerable<string> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        return Series()
            .SelectMany(series =>
                Enumerable
                    .Range(0, (int)(last - first) / Step)
                    .Select(number => first + number * Step)
                    .Select(at => string.Create(CultureInfo.InvariantCulture, $"{series.Name} {series.At(at, at - first)} {at}"))
            );
    }

    static IEnumerable<(string Name, Func<long, double, double> At)> Series() =>
        [
            .. Up("collector", "collector:8080", 1),
            .. Up("collector", "collector-2:8080", 1),
            .. Up("streaming", "streaming:8081", 1),
            .. Up("schedule", "schedule:8082", 0),
            Rate("collector_request_answered_total{route=\"/v1/events\",status=\"200\"}", Requests - 1),
            Rate("collector_request_answered_total{route=\"/v1/events\",status=\"400\"}", 1 - Failures),
            Rate("collector_request_answered_total{route=\"/v1/events\",status=\"503\"}", Failures),
            Rate("collector_request_answered_total{route=\"/metrics\",status=\"200\"}", 0.2),
            .. _answered.Select(
                (le, at) =>
                    Rate(
                        FormattableString.Invariant($"collector_request_duration_seconds_bucket{{route=\"/v1/events\",le=\"{le}\"}}"),
                        Requests * (at + 1) / _answered.Length
                    )
            ),
            Rate("collector_request_duration_seconds_bucket{route=\"/v1/events\",le=\"+Inf\"}", Requests),
            Rate("collector_event_accepted_total{source=\"web\",dialect=\"native\"}", Accepted),
            Rate("collector_event_stored_total", Accepted),
            Rate("collector_event_rejected_total{source=\"web\",code=\"user_missing\"}", Rejected),
            Rate("collector_event_dropped_total{source=\"web\",code=\"privacy_gpc\"}", 2),
            Rate("collector_event_duplicate_total", 0.5),
            Rate("collector_event_unstored_total", 0),
            Rate("collector_key_refused_total{outcome=\"unknown\"}", 0.3),
            Rate("collector_request_limited_total{source=\"web\",key=\"browser_a\"}", 0.1),
            Rate("collector_kafka_delivered_total{topic=\"analytics.events\",status=\"Local_MsgTimedOut\"}", 0.05),
            Level("collector_queue_events", 40),
            .. Spooled.SelectMany(
                (events, at) =>
                    new[]
                    {
                        Level($"collector_spool_events{{instance=\"collector-{at}\"}}", events),
                        Level($"collector_spool_mode{{instance=\"collector-{at}\"}}", at),
                        Level($"collector_spool_oldest_seconds{{instance=\"collector-{at}\"}}", 4 * at),
                        Level($"collector_keys_age_seconds{{instance=\"collector-{at}\"}}", 0.5),
                    }
            ),
            .. Queries.SelectMany(query => Streaming(query.Key, query.Value.Behind, query.Value.Lag)),
            .. Resources(),
            Steps("schedule_run_ended_total{exported_job=\"reprocess\",result=\"done\"}", 900),
            Steps("schedule_run_ended_total{exported_job=\"reprocess\",result=\"failed\"}", 2_400),
            Level("node_filesystem_size_bytes{instance=\"node\",device=\"/dev/vda\",mountpoint=\"/\",fstype=\"ext4\"}", 100e9),
            Level("node_filesystem_avail_bytes{instance=\"node\",device=\"/dev/vda\",mountpoint=\"/\",fstype=\"ext4\"}", 37e9),
            Level("node_filesystem_size_bytes{instance=\"node\",device=\"/dev/vdb\",mountpoint=\"/var/lib/lake\",fstype=\"ext4\"}", 100e9),
            Level("node_filesystem_avail_bytes{instance=\"node\",device=\"/dev/vdb\",mountpoint=\"/var/lib/lake\",fstype=\"ext4\"}", 8e9),
        ];

    static IEnumerable<(string Name, Func<long, double, double> At)> Up(string job, string instance, int up) =>
        [
            Level($"up{{job=\"{job}\",instance=\"{instance}\"}}", up),
            Level($"process_working_set_bytes{{job=\"{job}\",instance=\"{instance}\"}}", 180e6),
            Rate($"process_cpu_seconds_total{{job=\"{job}\",instance=\"{instance}\"}}", 0.3),
        ];

    static IEnumerable<(string Name, Func<long, double, double> At)> Streaming(string query, double behind, double lag) =>
        [
            Level($"stream_query_lag_events{{query=\"{query}\"}}", lag),
            ($"stream_query_complete_up_to_seconds{{query=\"{query}\"}}", (at, _) => at - behind),
            Rate($"stream_event_committed_total{{query=\"{query}\"}}", Accepted - NotCounted),
            Rate($"stream_merge_duration_seconds_bucket{{query=\"{query}\",le=\"0.01\"}}", 4),
            Rate($"stream_merge_duration_seconds_bucket{{query=\"{query}\",le=\"0.02\"}}", 9),
            Rate($"stream_merge_duration_seconds_bucket{{query=\"{query}\",le=\"+Inf\"}}", 9),
            Steps($"stream_query_restarted_total{{query=\"{query}\"}}", query == "lake-archive" ? 1_800 : 100_000),
            Steps($"stream_message_put_aside_total{{query=\"{query}\"}}", query == "live-metrics" ? 1_200 : 100_000),
            Rate($"stream_batch_duration_seconds_bucket{{query=\"{query}\",le=\"0.05\"}}", 4),
            Rate($"stream_batch_duration_seconds_bucket{{query=\"{query}\",le=\"0.1\"}}", 9),
            Rate($"stream_batch_duration_seconds_bucket{{query=\"{query}\",le=\"+Inf\"}}", 9),
        ];

    static IEnumerable<(string Name, Func<long, double, double> At)> Resources() =>
        [
            // The garbage of 2 MB a second is collected once a minute.
            ("stream_jvm_heap_used_bytes{instance=\"streaming:8081\"}", (at, _) => 400e6 + 2e6 * (at % 60)),
            Level("stream_jvm_heap_limit_bytes{instance=\"streaming:8081\"}", 1e9),
            Level("stream_jvm_threads{instance=\"streaming:8081\"}", 140),
            Rate("stream_jvm_gc_seconds_total{instance=\"streaming:8081\"}", 0.015),
            Level("stream_warehouse_connections", 23),
            Level("stream_warehouse_connections_limit", 100),
            Level("stream_warehouse_bytes", 6.5e9),
            ("stream_lake_version{table=\"events\"}", (_, seconds) => Version + Math.Floor(seconds / 10)),
            ("stream_lake_committed_seconds{table=\"events\"}", (at, _) => at - 7),
            Level("stream_lake_files{table=\"events\"}", 412),
            Level("stream_lake_bytes{table=\"events\"}", 9e9),
            Level("stream_lake_bytes{table=\"rejected\"}", 40e6),
        ];

    static (string Name, Func<long, double, double> At) Level(string name, double value) => (name, (_, _) => value);

    // One more after each so many seconds.
    static (string Name, Func<long, double, double> At) Steps(string name, double every) =>
        (name, (_, seconds) => Math.Floor(seconds / every));

    static (string Name, Func<long, double, double> At) Rate(string name, double perSecond) => (name, (_, seconds) => perSecond * seconds);
}
