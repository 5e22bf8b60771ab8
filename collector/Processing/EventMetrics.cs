using Analytics.Collector.Enrichment;
using Prometheus;

namespace Analytics.Collector.Processing;

/// <summary>Metrics of the results of events: <c>collector.event.accepted</c> and so on, in Prometheus' spelling.</summary>
static class EventMetrics
{
    /// <summary>The age up to which the warehouse counts events by the second.</summary>
    static readonly TimeSpan _seconds = TimeSpan.FromDays(2);

    static readonly Counter _accepted = Metrics.CreateCounter(
        "collector_event_accepted_total",
        "Accepted events that are stored in Kafka or in the spool.",
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
        "Events not stored, by the privacy wish that forbade it.",
        "source",
        "code"
    );

    static readonly Counter _anonymized = Metrics.CreateCounter(
        "collector_event_anonymized_total",
        "Events stored anonymized, by the privacy wish.",
        "source",
        "code"
    );

    static readonly Counter _late = Metrics.CreateCounter(
        "collector_event_late_total",
        "Accepted events received more than two days after they happened: the warehouse counts them by the minute, not by the second."
    );

    static readonly Counter _unstored = Metrics.CreateCounter(
        "collector_event_unstored_total",
        "Events that the client was told to resend."
    );

    static readonly Counter _randomId = Metrics.CreateCounter(
        "collector_event_random_id_total",
        "Events without messageId and timestamp, so that a retry cannot be recognized."
    );

    /// <summary>Counts one processed event.</summary>
    public static void Count(in ProcessedEvent processed, RequestFacts facts)
    {
        var source = facts.Key.Source;
        if (processed.Anonymized is { } wish)
            _anonymized.WithLabels(source, wish).Inc();
        if (processed.Result.Status == EventStatus.Dropped)
            _dropped.WithLabels(source, processed.Result.Code!).Inc();
        if (processed.Result.Status == EventStatus.Rejected)
            _rejected.WithLabels(source, processed.Result.Code!).Inc();
        if (processed.Canonical is not { } canonical)
            return;

        ObserveAge(facts.ReceivedAt - canonical.OccurredAt.GetValueOrDefault());
        if (processed.IsRandom)
            _randomId.Inc();
        if (canonical.Warnings is not { } warnings)
            return;

        foreach (var code in warnings)
            _warned.WithLabels(code).Inc();
    }

    public static void Accepted(string source, string dialect, int events) => _accepted.WithLabels(source, dialect).Inc(events);

    public static void Unstored(int events) => _unstored.Inc(events);

    static void ObserveAge(TimeSpan age)
    {
        if (age > _seconds)
            _late.Inc();
    }
}
