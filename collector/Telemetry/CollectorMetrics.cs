using System.Collections.Concurrent;
using Confluent.Kafka;
using Prometheus;

namespace Analytics.Collector.Telemetry;

/// <summary>
/// What the collector counts: <c>collector.event.accepted</c> and so on, in Prometheus' spelling. No label holds a client's text.
/// </summary>
static class CollectorMetrics
{
    static readonly TimeSpan _seconds = TimeSpan.FromDays(2);

    static readonly Counter _accepted = Metrics.CreateCounter(
        "collector_event_accepted_total",
        "Events that are safe: in Kafka, or in the spool.",
        "source",
        "dialect"
    );

    static readonly Counter _rejected = Metrics.CreateCounter(
        "collector_event_rejected_total",
        "Events kept in the rejected topic, by their first reason.",
        "source",
        "code"
    );

    static readonly Counter _warned = Metrics.CreateCounter("collector_event_warned_total", "Corrections made to accepted events.", "code");

    static readonly Counter _dropped = Metrics.CreateCounter(
        "collector_event_dropped_total",
        "Events not stored, by the wish for privacy that forbade it.",
        "source",
        "code"
    );

    static readonly Counter _anonymized = Metrics.CreateCounter(
        "collector_event_anonymized_total",
        "Events stored without who it was, by the wish for privacy.",
        "source",
        "code"
    );

    static readonly Counter _late = Metrics.CreateCounter(
        "collector_event_late_total",
        "Accepted events that happened more than two days before they came: counted by the minute, not by the second."
    );

    static readonly Counter _unstored = Metrics.CreateCounter(
        "collector_event_unstored_total",
        "Events that the client was told to resend."
    );

    static readonly Counter _randomId = Metrics.CreateCounter(
        "collector_event_random_id_total",
        "Events without messageId and timestamp: a retry of them cannot be recognized."
    );

    static readonly Counter _delivered = Metrics.CreateCounter(
        "collector_kafka_delivered_total",
        "Delivery reports, by topic and librdkafka's code.",
        "topic",
        "status"
    );

    static readonly ConcurrentDictionary<string, Counter.Child> _stored = new();

    static readonly Counter _errors = Metrics.CreateCounter(
        "collector_kafka_error_total",
        "Errors of the producer as a whole, by librdkafka's code.",
        "status"
    );

    static readonly Gauge _ready = Metrics.CreateGauge("collector_kafka_ready", "1 when every topic can be published to.");

    static readonly Gauge _queueEvents = Metrics.CreateGauge("collector_queue_events", "Events that wait for Kafka's acknowledgement.");

    static readonly Gauge _queueBytes = Metrics.CreateGauge("collector_queue_bytes", "Bytes that wait for Kafka's acknowledgement.");

    static readonly Gauge _keysKnown = Metrics.CreateGauge(
        "collector_keys_known",
        "Write keys that are known, of the settings and of the key store."
    );

    static readonly Gauge _keysAge = Metrics.CreateGauge(
        "collector_keys_age_seconds",
        "Since PostgreSQL last confirmed the list of write keys.",
        new GaugeConfiguration { SuppressInitialValue = true }
    );

    static readonly Counter _keysNotConfirmed = Metrics.CreateCounter(
        "collector_keys_not_confirmed_total",
        "Times that PostgreSQL could not be asked for the write keys; the last list then holds."
    );

    static readonly Counter _keyUsed = Metrics.CreateCounter(
        "collector_key_used_total",
        "Requests with a known key, by the key's id.",
        "key"
    );

    static readonly Counter _notAuthenticated = Metrics.CreateCounter(
        "collector_key_refused_total",
        "Requests with a key that is not known: unknown, limited (too many of them), no_list (not loaded yet).",
        "outcome"
    );

    static readonly Counter _limited = Metrics.CreateCounter(
        "collector_request_limited_total",
        "Requests refused because their key has sent more than it may.",
        "source"
    );

    static readonly Gauge _spooling = Metrics.CreateGauge(
        "collector_spool_mode",
        "1 while events go to the spool, 0 while they go directly to Kafka."
    );

    static readonly Gauge _spoolWorks = Metrics.CreateGauge("collector_spool_works", "0 while the spool's disk takes nothing.");

    static readonly Gauge _spoolEvents = Metrics.CreateGauge(
        "collector_spool_events",
        "Events in the spool that Kafka has not acknowledged."
    );

    static readonly Gauge _spoolBytes = Metrics.CreateGauge("collector_spool_bytes", "Bytes of the spool's segments.");

    static readonly Gauge _spoolOldest = Metrics.CreateGauge(
        "collector_spool_oldest_seconds",
        "How long the oldest event of the spool has stood there; 0 when it is empty."
    );

    static readonly Counter _spooled = Metrics.CreateCounter("collector_spool_appended_total", "Events written to the spool.");

    static readonly Counter _spoolDrained = Metrics.CreateCounter(
        "collector_spool_drained_total",
        "Events of the spool that Kafka has acknowledged."
    );

    static readonly Counter _spoolRefused = Metrics.CreateCounter(
        "collector_spool_refused_total",
        "Events of the spool that Kafka refuses for good."
    );

    static readonly Histogram _spoolFlush = Metrics.CreateHistogram(
        "collector_spool_append_seconds",
        "From a group's first byte to its flush.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 14) }
    );

    static readonly Counter _duplicate = Metrics.CreateCounter(
        "collector_event_duplicate_total",
        "Events that were stored before, and so not stored again."
    );

    static readonly Gauge _recent = Metrics.CreateGauge("collector_recent_ids", "Events whose repetition would be recognized.");

    static readonly Counter _answered = Metrics.CreateCounter(
        "collector_request_answered_total",
        "Requests, by route and HTTP status.",
        "route",
        "status"
    );

    static readonly Histogram _duration = Metrics.CreateHistogram(
        "collector_request_duration_seconds",
        "From a request's headers to its answer.",
        ["route"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) }
    );

    public static void Accepted(string source, string dialect, int events) => _accepted.WithLabels(source, dialect).Inc(events);

    public static void Rejected(string source, string code) => _rejected.WithLabels(source, code).Inc();

    public static void Dropped(string source, string code) => _dropped.WithLabels(source, code).Inc();

    public static void Anonymized(string source, string code) => _anonymized.WithLabels(source, code).Inc();

    public static void Warned(IEnumerable<string> codes)
    {
        foreach (var code in codes)
            _warned.WithLabels(code).Inc();
    }

    /// <summary>The warehouse keeps the seconds of two days.</summary>
    public static void Accepted(TimeSpan age)
    {
        if (age > _seconds)
            _late.Inc();
    }

    public static void Unstored(int events) => _unstored.Inc(events);

    public static void RandomId() => _randomId.Inc();

    /// <summary>The children of the ordinary case are kept: this is counted once per event.</summary>
    public static void Delivered(string topic, Error error) =>
        (
            error.IsError
                ? _delivered.WithLabels(topic, error.Code.ToString())
                : _stored.GetOrAdd(topic, name => _delivered.WithLabels(name, nameof(ErrorCode.NoError)))
        ).Inc();

    public static void KafkaError(Error error) => _errors.WithLabels(error.Code.ToString()).Inc();

    public static void KafkaReady(bool ready) => _ready.Set(ready ? 1 : 0);

    public static void Queue(int events, long bytes)
    {
        _queueEvents.Set(events);
        _queueBytes.Set(bytes);
    }

    public static void KeysKnown(int keys) => _keysKnown.Set(keys);

    public static void KeysAge(TimeSpan age) => _keysAge.Set(age.TotalSeconds);

    public static void KeysNotConfirmed() => _keysNotConfirmed.Inc();

    public static void KeyUsed(string id) => _keyUsed.WithLabels(id).Inc();

    /// <summary>What is no key any more has no count any more: the labels are bounded by the keys that there are.</summary>
    public static void KeyGone(string id) => _keyUsed.RemoveLabelled(id);

    public static void NotAuthenticated(string outcome) => _notAuthenticated.WithLabels(outcome).Inc();

    public static void Limited(string source) => _limited.WithLabels(source).Inc();

    public static void SpoolMode(bool isSpooling) => _spooling.Set(isSpooling ? 1 : 0);

    public static void SpoolWorks(bool works) => _spoolWorks.Set(works ? 1 : 0);

    public static void Spool(long events, long bytes, TimeSpan oldest)
    {
        _spoolEvents.Set(events);
        _spoolBytes.Set(bytes);
        _spoolOldest.Set(oldest.TotalSeconds);
    }

    public static void Spooled(int events, TimeSpan took)
    {
        _spooled.Inc(events);
        _spoolFlush.Observe(took.TotalSeconds);
    }

    public static void SpoolDrained(long events) => _spoolDrained.Inc(events);

    public static void SpoolRefused() => _spoolRefused.Inc();

    public static void Duplicate(int events) => _duplicate.Inc(events);

    public static void RecentIds(int count) => _recent.Set(count);

    public static void Answered(string route, int status, TimeSpan took)
    {
        _answered.WithLabels(route, status.ToString()).Inc();
        _duration.WithLabels(route).Observe(took.TotalSeconds);
    }
}
