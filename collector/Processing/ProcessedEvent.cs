using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>The result of processing one event: accepted or rejected, each with its message, or dropped.</summary>
/// <param name="Outgoing">Null when the event is dropped.</param>
readonly record struct ProcessedEvent(EventResult Result, OutgoingEvent? Outgoing)
{
    /// <summary>The codes of the corrections that were made to an accepted event; else null.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The time from when an accepted event happened to its receipt; else zero.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>The code of the privacy wish that anonymized the event; else null.</summary>
    public string? Anonymized { get; init; }

    /// <summary>True when a retry of the event can't be recognized.</summary>
    public bool IsRandom { get; init; }

    public static ProcessedEvent Dropped(int index, InputEvent? input, PrivacyDecision wish) =>
        new(new EventResult(index, input?.MessageId, EventStatus.Dropped, wish.Code), null);

    /// <param name="field">The member of the first reason, by the client's name.</param>
    public static ProcessedEvent Rejected(int index, InputEvent? input, string code, string? field, OutgoingEvent outgoing) =>
        new(new EventResult(index, input?.MessageId, EventStatus.Rejected, code, field), outgoing);

    /// <param name="field">The member of the first warning, by the client's name.</param>
    /// <param name="receivedAt">When the request was received.</param>
    public static ProcessedEvent Accepted(
        int index,
        AnalyticsEvent canonical,
        string? field,
        DateTimeOffset receivedAt,
        OutgoingEvent outgoing
    ) =>
        new(
            canonical.Warnings is { } warnings
                ? new EventResult(index, canonical.EventId, EventStatus.Warning, warnings[0], field)
                : new EventResult(index, canonical.EventId, EventStatus.Ok),
            outgoing
        )
        {
            Warnings = canonical.Warnings,
            Age = receivedAt - canonical.OccurredAt.GetValueOrDefault(),
        };
}
