using System.Text;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.Privacy;
using Analytics.Collector.Http;
using Analytics.Collector.Kafka;
using Analytics.Collector.Telemetry;
using Analytics.Collector.Validation;
using Analytics.Contracts;

namespace Analytics.Collector.Events;

/// <summary>One event at a time: read, validate, enrich, serialize. What is invalid becomes a rejected event, never an exception.</summary>
sealed class EventJudge(
    EventReader reader,
    EventRules rules,
    PrivacyRule privacy,
    Anonymizer anonymizer,
    Enricher enricher,
    Topics topics,
    KafkaOptions kafka
)
{
    /// <summary>What Kafka adds to a key and a value.</summary>
    const int MessageOverhead = 512;

    public Outcome<PreparedRequest> Judge(Envelope envelope, Dialect dialect, RequestFacts facts)
    {
        var results = new List<EventResult>(envelope.Events.Count);
        var outgoing = new List<OutgoingEvent>(envelope.Events.Count);
        envelope.CutAddresses();
        for (var index = 0; index < envelope.Events.Count; index++)
        {
            var input = reader.Read(envelope.Events[index], envelope, dialect);
            var wish = privacy.Decide(input, facts);
            if (wish.IsDrop)
            {
                Dropped(wish, dialect, facts);
                results.Add(new EventResult(index, input.MessageId, EventStatus.Dropped, wish.Code));
                continue;
            }

            // By what the client sent, not by what is left of it.
            var reasons = rules.Reasons(input).ConvertAll(reason => reason with { Field = Field(dialect, reason.Field) });
            if (wish.IsAnonymize)
                Anonymize(input, wish, dialect, facts);

            if (reasons.Count == 0)
            {
                Accept(index, input, dialect, facts, results, outgoing);
                continue;
            }

            var rejected = Rejected(index, reasons, Original.Of(input, dialect, envelope, facts), input.IsAnonymous, dialect, facts);
            if (TooLarge(rejected))
            {
                return Problem.TooLarge(
                    reasons[0].Code,
                    $"Event {index} is too large even to be kept; nothing of this request was stored."
                );
            }

            results.Add(new EventResult(index, input.MessageId, EventStatus.Rejected, reasons[0].Code, reasons[0].Field));
            outgoing.Add(rejected);
        }

        return new PreparedRequest(facts, results, outgoing);
    }

    /// <summary>A body that cannot be cut into events, kept as one; null when it is too large for that, or not to be kept.</summary>
    public OutgoingEvent? Unreadable(ReadOnlyMemory<byte> body, string why, Dialect dialect, RequestFacts facts)
    {
        var wish = privacy.Decide(null, facts);
        if (wish.IsDrop)
        {
            Dropped(wish, dialect, facts);
            return null;
        }

        var original = wish.IsAnonymize ? (ReadOnlyMemory<byte>?)null : Original.OfText(body, facts);
        var rejected = Rejected(0, [new(RejectionCodes.Unparsable, null, why)], original, wish.IsAnonymize, dialect, facts);
        return TooLarge(rejected) ? null : rejected;
    }

    void Anonymize(InputEvent input, PrivacyDecision wish, Dialect dialect, RequestFacts facts)
    {
        if (dialect.Stores)
            CollectorMetrics.Anonymized(facts.Key.Source, wish.Code!);

        anonymizer.Apply(input, facts);
    }

    static void Dropped(PrivacyDecision wish, Dialect dialect, RequestFacts facts)
    {
        if (dialect.Stores)
            CollectorMetrics.Dropped(facts.Key.Source, wish.Code!);
    }

    void Accept(int index, InputEvent input, Dialect dialect, RequestFacts facts, List<EventResult> results, List<OutgoingEvent> outgoing)
    {
        var canonical = enricher.Enrich(input, facts);
        var topic = Enricher.IsHistorical(input, facts) ? topics.Historical : topics.Events;
        var key = Encoding.UTF8.GetBytes($"{canonical.Source}:{canonical.AnonymousId ?? canonical.UserId}");
        outgoing.Add(Outgoing(index, topic, key, EventBytes.Of(canonical, ContractsJson.Default.AnalyticsEvent), facts));
        if (dialect.Stores)
            Count(input, canonical, facts);

        if (canonical.Warnings is not { } warnings)
        {
            results.Add(new EventResult(index, canonical.EventId, EventStatus.Ok));
            return;
        }

        results.Add(
            new EventResult(index, canonical.EventId, EventStatus.Warning, warnings[0], Field(dialect, Warnings.Field(warnings[0])))
        );
    }

    static void Count(InputEvent input, AnalyticsEvent canonical, RequestFacts facts)
    {
        CollectorMetrics.Accepted(facts.ReceivedAt - canonical.OccurredAt.GetValueOrDefault());
        if (Enricher.IsRandom(input))
            CollectorMetrics.RandomId();
        if (canonical.Warnings is { } warnings)
            CollectorMetrics.Warned(warnings);
    }

    /// <param name="isAnonymous">What is left of such an event is in our members, whatever the dialect.</param>
    OutgoingEvent Rejected(
        int index,
        List<RejectionReason> reasons,
        ReadOnlyMemory<byte>? original,
        bool isAnonymous,
        Dialect dialect,
        RequestFacts facts
    )
    {
        if (dialect.Stores)
            CollectorMetrics.Rejected(facts.Key.Source, reasons[0].Code);

        var rejected = RejectedEvents.Of(reasons, original, isAnonymous ? Dialect.Native : dialect.Name, facts);
        return Outgoing(
            index,
            topics.Rejected,
            Encoding.UTF8.GetBytes(facts.Key.Source),
            EventBytes.Of(rejected, ContractsJson.Default.RejectedEvent),
            facts
        );
    }

    static OutgoingEvent Outgoing(int index, string topic, byte[] key, byte[] value, RequestFacts facts)
    {
        SecretText.Mask(key, facts.PresentedKey.Span);
        SecretText.Mask(value, facts.PresentedKey.Span);
        return new OutgoingEvent(index, topic, key, value);
    }

    bool TooLarge(OutgoingEvent rejected) => rejected.Value.Length + rejected.Key.Length + MessageOverhead > kafka.MaxMessageBytes;

    static string? Field(Dialect dialect, string? ours) => string.IsNullOrEmpty(ours) ? null : dialect.Field(ours);
}
