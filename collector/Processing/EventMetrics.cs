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

    // Without labels, so that it begins at 0: the increase of a series per source lacks the events before its first scrape.
    static readonly Counter _stored = Metrics.CreateCounter(
        "collector_event_stored_total",
        "Accepted events of all sources that are stored in Kafka or in the spool."
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

    /// <summary>
    /// Counts a request's events. One that is not stored counts as nothing else, since the client sends it again. One that was stored
    /// before has been counted.
    /// </summary>
    /// <param name="results">The final result of each event.</param>
    /// <param name="duplicates">Places of the events that were stored before.</param>
    public static void Count(
        ProcessedRequest request,
        IReadOnlyList<EventResult> results,
        IReadOnlyCollection<int> duplicates,
        string dialect
    )
    {
        var before = duplicates.ToHashSet();
        var accepted = 0;
        for (var index = 0; index < results.Count; index++)
        {
            if (before.Contains(index))
                continue;

            Count(request.Events[index], results[index].Status, request.Facts.Key.Source);
            if (results[index].IsAccepted)
                accepted++;
        }

        if (accepted == 0)
            return;

        _accepted.WithLabels(request.Facts.Key.Source, dialect).Inc(accepted);
        _stored.Inc(accepted);
    }

    /// <summary>Counts the events of a request of which nothing is stored.</summary>
    public static void CountUnstored(ProcessedRequest request) => _unstored.Inc(request.Events.Count);

    static void Count(in ProcessedEvent processed, EventStatus status, string source)
    {
        if (status == EventStatus.Retry)
        {
            _unstored.Inc();
            return;
        }

        if (processed.Anonymized is { } wish)
            _anonymized.WithLabels(source, wish).Inc();
        if (status == EventStatus.Dropped)
            _dropped.WithLabels(source, processed.Result.Code!).Inc();
        if (status == EventStatus.Rejected)
            _rejected.WithLabels(source, processed.Result.Code!).Inc();
        if (processed.Age > _seconds)
            _late.Inc();
        if (processed.IsRandom)
            _randomId.Inc();
        foreach (var code in processed.Warnings ?? [])
            _warned.WithLabels(code).Inc();
    }
}
