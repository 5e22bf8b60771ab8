using System.Text;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Kafka;
using Analytics.Collector.Telemetry;
using Analytics.Collector.Validation;
using Analytics.Contracts;

namespace Analytics.Collector.Events;

/// <summary>One event at a time: read, validate, enrich, serialize. What is invalid becomes a rejected event, never an exception.</summary>
sealed class EventJudge(EventReader reader, EventRules rules, Enricher enricher, Topics topics, KafkaOptions kafka)
{
    /// <summary>What Kafka adds to a key and a value.</summary>
    const int MessageOverhead = 512;

    public Outcome<PreparedRequest> Judge(Envelope envelope, Dialect dialect, RequestFacts facts)
    {
        var results = new List<EventResult>(envelope.Events.Count);
        var outgoing = new List<OutgoingEvent>(envelope.Events.Count);
        for (var index = 0; index < envelope.Events.Count; index++)
        {
            var slice = envelope.Events[index];
            var input = reader.Read(slice, envelope, dialect);
            var verdict = rules.Validate(input);
            if (verdict.IsValid)
            {
                Accept(index, input, dialect, facts, results, outgoing);
                continue;
            }

            var reasons = verdict.Errors.ConvertAll(error => new RejectionReason(error.ErrorCode, Field(dialect, error.PropertyName), error.ErrorMessage));
            var original = input.Readable ? dialect.Keep(slice.Utf8, input, envelope) : slice.Utf8;
            var rejected = Rejected(index, reasons, original, dialect, facts);
            if (TooLarge(rejected))
                return Problem.TooLarge(reasons[0].Code, $"Event {index} is too large even to be kept; nothing of this request was stored.");

            results.Add(new EventResult(index, input.MessageId, EventStatus.Rejected, reasons[0].Code, reasons[0].Field));
            outgoing.Add(rejected);
        }

        return new PreparedRequest(facts, results, outgoing);
    }

    /// <summary>A body that cannot be cut into events, kept as one; null when it is too large for that.</summary>
    public OutgoingEvent? Unreadable(ReadOnlyMemory<byte> body, string why, Dialect dialect, RequestFacts facts)
    {
        var rejected = Rejected(0, [new(RejectionCodes.Unparsable, null, why)], body, dialect, facts);
        return TooLarge(rejected) ? null : rejected;
    }

    void Accept(int index, InputEvent input, Dialect dialect, RequestFacts facts, List<EventResult> results, List<OutgoingEvent> outgoing)
    {
        var canonical = enricher.Enrich(input, facts);
        var topic = Enricher.IsHistorical(input, facts) ? topics.Historical : topics.Events;
        var key = Encoding.UTF8.GetBytes($"{canonical.Source}:{canonical.AnonymousId ?? canonical.UserId}");
        if (dialect.Stores && Enricher.IsRandom(input))
            CollectorMetrics.RandomId();

        outgoing.Add(new OutgoingEvent(index, topic, key, EventBytes.Of(canonical, ContractsJson.Default.AnalyticsEvent)));
        CollectorMetrics.Accepted(facts.ReceivedAt - canonical.OccurredAt.GetValueOrDefault());
        if (canonical.Warnings is not { } warnings)
        {
            results.Add(new EventResult(index, canonical.EventId, EventStatus.Ok));
            return;
        }

        if (dialect.Stores)
            CollectorMetrics.Warned(warnings);

        results.Add(new EventResult(index, canonical.EventId, EventStatus.Warning, warnings[0], Field(dialect, Warnings.Field(warnings[0]))));
    }

    OutgoingEvent Rejected(int index, List<RejectionReason> reasons, ReadOnlyMemory<byte> original, Dialect dialect, RequestFacts facts)
    {
        if (dialect.Stores)
            CollectorMetrics.Rejected(facts.Key.Source, reasons[0].Code);

        var value = EventBytes.Of(RejectedEvents.Of(reasons, original, dialect, facts), ContractsJson.Default.RejectedEvent);
        return new OutgoingEvent(index, topics.Rejected, Encoding.UTF8.GetBytes(facts.Key.Source), value);
    }

    bool TooLarge(OutgoingEvent rejected) => rejected.Value.Length + rejected.Key.Length + MessageOverhead > kafka.MaxMessageBytes;

    static string? Field(Dialect dialect, string? ours) => string.IsNullOrEmpty(ours) ? null : dialect.Field(ours);
}
