using Analytics.Collector.Enrichment;
using Analytics.Collector.Kafka;

namespace Analytics.Collector.Events;

/// <summary>A request, judged and serialized: nothing of it refers to the body any more.</summary>
/// <param name="Results">One per event, in the request's order.</param>
/// <param name="Outgoing">One per event: to its topic, or to the rejected one.</param>
sealed record PreparedRequest(RequestFacts Facts, IReadOnlyList<EventResult> Results, IReadOnlyList<OutgoingEvent> Outgoing);
