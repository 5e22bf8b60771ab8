using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;

namespace Analytics.Collector.Processing;

/// <summary>A request, processed and serialized. No part of it refers to the body.</summary>
/// <param name="Results">One per event, in the request's order.</param>
/// <param name="Outgoing">One message per event that is not dropped, to its topic or to the rejected topic.</param>
sealed record ProcessedRequest(RequestFacts Facts, IReadOnlyList<EventResult> Results, IReadOnlyList<OutgoingEvent> Outgoing)
{
    /// <summary>
    /// The problem for which the request as a whole is refused, also when its body is kept as a rejected event; else null.
    /// </summary>
    public Problem? Problem { get; init; }

    /// <param name="kept">The body as one rejected event; null when it is not kept.</param>
    public static ProcessedRequest Refused(RequestFacts facts, Problem problem, OutgoingEvent? kept = null) =>
        new(facts, [], kept is { } one ? [one] : []) { Problem = problem };
}
