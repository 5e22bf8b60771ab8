using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;

namespace Analytics.Collector.Processing;

/// <summary>A request, processed and serialized. No part of it refers to the body.</summary>
/// <param name="Events">One per event, in the request's order; of a body that is kept as a rejected event, that one.</param>
sealed record ProcessedRequest(RequestFacts Facts, IReadOnlyList<ProcessedEvent> Events)
{
    /// <summary>One result per event, in the request's order.</summary>
    public IReadOnlyList<EventResult> Results { get; } = Events.Select(processed => processed.Result).ToArray();

    /// <summary>One message per event that is not dropped, to its topic or to the rejected topic.</summary>
    public IReadOnlyList<OutgoingEvent> Outgoing { get; } =
        Events.Where(processed => processed.Outgoing is not null).Select(processed => processed.Outgoing!.Value).ToArray();

    /// <summary>
    /// The problem for which the request as a whole is refused, also when its body is kept as a rejected event; else null.
    /// </summary>
    public Problem? Problem { get; init; }

    /// <param name="kept">The body as one rejected or dropped event; null when it is not kept.</param>
    public static ProcessedRequest Refused(RequestFacts facts, Problem problem, ProcessedEvent? kept = null) =>
        new(facts, kept is { } one ? [one] : []) { Problem = problem };
}
