using Prometheus;

namespace Analytics.Collector.Keys;

/// <summary>The metrics of known keys and of the requests that present keys.</summary>
static class KeyMetrics
{
    public const string Unknown = "unknown";
    public const string TooMany = "limited";
    public const string NoList = "no_list";

    static readonly Gauge _known = Metrics.CreateGauge(
        "collector_keys_known",
        "Known write keys, those of the settings and those of the key store."
    );

    static readonly Gauge _age = Metrics.CreateGauge(
        "collector_keys_age_seconds",
        "Seconds since PostgreSQL last confirmed the list of write keys.",
        new GaugeConfiguration { SuppressInitialValue = true }
    );

    static readonly Counter _notConfirmed = Metrics.CreateCounter(
        "collector_keys_not_confirmed_total",
        "Failed queries of PostgreSQL for the write keys; the last list then remains valid."
    );

    static readonly Counter _used = Metrics.CreateCounter("collector_key_used_total", "Requests with a known key, by the key's id.", "key");

    static readonly Counter _refused = Metrics.CreateCounter(
        "collector_key_refused_total",
        "Requests with a key that is not accepted: unknown, limited (too many wrong keys), no_list (not loaded yet).",
        "outcome"
    );

    static readonly Counter _limited = Metrics.CreateCounter(
        "collector_request_limited_total",
        "Requests refused because their key has exceeded its rate limit.",
        "source",
        "key"
    );

    static readonly Counter _events = Metrics.CreateCounter(
        "collector_key_event_total",
        "Events taken from each key, as its limit counts them: a large one counts as several.",
        "key"
    );

    static readonly Gauge _limit = Metrics.CreateGauge(
        "collector_key_limit_events",
        "The events per second that this collector takes from each key with a limit.",
        "key"
    );

    /// <summary>Begins the series of refused keys at 0: the rate of one that begins with its first request lacks that request.</summary>
    public static void Begin()
    {
        foreach (var outcome in new[] { Unknown, TooMany, NoList })
            _refused.WithLabels(outcome);
    }

    /// <summary>Does the same for a key.</summary>
    public static void Begin(WriteKey key)
    {
        _events.WithLabels(key.Id);
        _limited.WithLabels(key.Source, key.Id);
    }

    public static void Known(int keys) => _known.Set(keys);

    public static void Age(TimeSpan age) => _age.Set(age.TotalSeconds);

    public static void NotConfirmed() => _notConfirmed.Inc();

    public static void Used(string id) => _used.WithLabels(id).Inc();

    public static void Taken(string id, int events)
    {
        if (events > 0)
            _events.WithLabels(id).Inc(events);
    }

    public static void Limit(string id, int eventsPerSecond) => _limit.WithLabels(id).Set(eventsPerSecond);

    public static void NoLimit(string id) => _limit.RemoveLabelled(id);

    /// <summary>Removes the series of a deleted key, so that labels stay bounded.</summary>
    public static void Gone(WriteKey key)
    {
        _used.RemoveLabelled(key.Id);
        _events.RemoveLabelled(key.Id);
        _limit.RemoveLabelled(key.Id);
        _limited.RemoveLabelled(key.Source, key.Id);
    }

    public static void Refused(string outcome) => _refused.WithLabels(outcome).Inc();

    public static void Limited(WriteKey key) => _limited.WithLabels(key.Source, key.Id).Inc();
}
