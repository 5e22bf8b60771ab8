using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Collector.Validation;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>
/// Processes one event at a time: read, validate, enrich, serialize. An invalid event becomes a rejected event, never an exception.
/// </summary>
sealed class EventProcessor(
    EventReader reader,
    EventRules rules,
    PrivacyRule privacy,
    Anonymizer anonymizer,
    Enricher enricher,
    ReplayReader replays,
    Topics topics,
    KafkaOptions kafka
)
{
    /// <summary>The largest number of bytes that Kafka adds to a key and a value.</summary>
    const int MessageOverhead = 512;

    /// <summary>More than the bytes that one byte of text becomes in JSON: \u0000, and the other members.</summary>
    const int LargestEscape = 8;

    /// <summary>The bytes that are kept of an original that is too large: enough to recognize it.</summary>
    const int LongestCut = 64 * 1024;

    public ProcessedRequest Process(IncomingRequest request, Dialect dialect) =>
        request.Envelope.IsGood
            ? Process(request.Envelope.Value, dialect, request.Facts)
            : Unreadable(request.Body.Memory, request.Envelope.Problem, dialect, request.Facts);

    public ProcessedRequest Process(Envelope envelope, Dialect dialect, RequestFacts facts)
    {
        var results = new List<EventResult>(envelope.Events.Count);
        var outgoing = new List<OutgoingEvent>(envelope.Events.Count);
        envelope.CutAddresses();
        for (var index = 0; index < envelope.Events.Count; index++)
        {
            var input = new ProcessingInput(envelope.Events[index], envelope, dialect, facts);
            if (facts.Key.Kind == KeyKind.Operator && replays.Read(index, ref input) is { } problem)
                return ProcessedRequest.Refused(facts, problem);

            var processed = Process(index, input);
            if (dialect.Stores)
                EventMetrics.Count(processed, facts);

            results.Add(processed.Result);
            if (processed.Outgoing is { } message)
                outgoing.Add(message);
        }

        return new ProcessedRequest(facts, results, outgoing);
    }

    ProcessedEvent Process(int index, ProcessingInput sent)
    {
        var (slice, envelope, dialect, facts) = sent;
        var input = Read(slice, envelope, dialect);
        var wish = privacy.Decide(input, facts.Key.Policy, facts.Wishes);
        if (wish.IsDrop)
            return ProcessedEvent.Dropped(index, input, wish);

        // The rules apply to the event as the client sent it, before it is anonymized.
        var reasons = rules.Reasons(input);
        if (facts.WasAnonymized)
            Anonymizer.ApplyAgain(input);
        else if (wish.IsAnonymize)
            anonymizer.Apply(input, facts.Key.Source);

        var canonical = reasons.Count == 0 ? enricher.Enrich(input, facts) : null;
        if (canonical is not null && EventDefinition.RejectionCode(canonical, facts.ReceivedAt) is { } code)
            reasons.Add(new RejectionReason(code, "timestamp", "An event happens between 2000 and ten minutes from now."));

        var processed =
            canonical is not null && reasons.Count == 0
                ? Accept(index, input, canonical, dialect, facts)
                : Reject(
                    index,
                    input,
                    InTheirNames(reasons, dialect),
                    slice.Utf8,
                    Original.Of(input, dialect, envelope, facts),
                    dialect,
                    facts
                );
        return wish.IsAnonymize ? processed with { Anonymized = wish.Code } : processed;
    }

    InputEvent Read(EventSlice slice, Envelope envelope, Dialect dialect)
    {
        var input = reader.Begin(slice, envelope);
        if (!input.Readable)
            return input;

        EventReader.ReadMembers(dialect.Translate(input.Original, envelope), input);
        input.Type = dialect.Type ?? input.Type;
        input.Age = dialect.AgeOf(input.Original.Span);
        return input;
    }

    ProcessedEvent Accept(int index, InputEvent input, AnalyticsEvent canonical, Dialect dialect, RequestFacts facts)
    {
        var topic = Enricher.IsHistorical(input, facts) ? topics.Historical : topics.Events;
        var key = Encoding.UTF8.GetBytes($"{canonical.Source}:{canonical.AnonymousId ?? canonical.UserId}");
        var outgoing = Outgoing(index, topic, key, EventBytes.Of(canonical, ContractsJson.Default.AnalyticsEvent), facts);
        var field = canonical.Warnings is { } warnings ? Field(dialect, Warnings.Field(warnings[0])) : null;
        return ProcessedEvent.Accepted(index, canonical, field, outgoing) with { IsRandom = Enricher.IsRandom(input, facts) };
    }

    /// <param name="input">Null when the rejected part is a body, not an event.</param>
    /// <param name="sent">The client's bytes.</param>
    /// <param name="original">The bytes to keep; null when they are withheld.</param>
    ProcessedEvent Reject(
        int index,
        InputEvent? input,
        List<RejectionReason> reasons,
        ReadOnlyMemory<byte> sent,
        ReadOnlyMemory<byte>? original,
        Dialect dialect,
        RequestFacts facts
    )
    {
        // An anonymized event has the native members in every dialect.
        var isAnonymous = original is null || input is { IsAnonymous: true };
        var members = isAnonymous ? Dialect.Native : dialect.Name;
        var value = RejectedValue(kept => RejectedEvents.Of(reasons, kept, members, isAnonymous, facts), sent, original);
        var outgoing = Outgoing(index, topics.Rejected, Encoding.UTF8.GetBytes(facts.Key.Source), value, facts);
        return ProcessedEvent.Rejected(index, input, reasons[0].Code, reasons[0].Field, outgoing);
    }

    /// <summary>
    /// Serializes a rejected event. One that is too large for Kafka, because it holds the original as text, keeps the original's beginning.
    /// </summary>
    byte[] RejectedValue(Func<ReadOnlyMemory<byte>?, RejectedEvent> with, ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte>? original)
    {
        var most = kafka.MaxMessageBytes - MessageOverhead;
        if (!(original?.Length > most))
        {
            var value = EventBytes.Of(with(original), ContractsJson.Default.RejectedEvent);
            if (value.Length <= most || original is null)
                return value;
        }

        var cut = RejectedEvents.Cut(with(default(ReadOnlyMemory<byte>)), original.Value, Math.Min(most / LargestEscape, LongestCut), sent);
        return EventBytes.Of(cut, ContractsJson.Default.RejectedEvent);
    }

    /// <summary>
    /// Rejects a body that can't be split into events: it is kept as one rejected event, unless the dialect stores nothing.
    /// </summary>
    ProcessedRequest Unreadable(ReadOnlyMemory<byte> body, Problem problem, Dialect dialect, RequestFacts facts)
    {
        if (!dialect.Stores || problem.Code != Problem.Unreadable || facts.Key.Kind == KeyKind.Operator)
            return ProcessedRequest.Refused(facts, problem);

        var wish = privacy.Decide(null, facts.Key.Policy, facts.Wishes);
        var processed = wish.IsDrop
            ? ProcessedEvent.Dropped(0, null, wish)
            : Reject(
                0,
                null,
                [new(RejectionCodes.Unparsable, null, problem.Detail)],
                body,
                wish.IsAnonymize ? null : Original.OfText(body, facts),
                dialect,
                facts
            );
        EventMetrics.Count(processed, facts);
        return ProcessedRequest.Refused(facts, problem, processed.Outgoing);
    }

    static OutgoingEvent Outgoing(int index, string topic, byte[] key, byte[] value, RequestFacts facts)
    {
        SecretText.Mask(key, facts.PresentedKey.Span);
        SecretText.Mask(value, facts.PresentedKey.Span);
        return new OutgoingEvent(index, topic, key, value);
    }

    static List<RejectionReason> InTheirNames(List<RejectionReason> reasons, Dialect dialect) =>
        reasons.ConvertAll(reason => reason with { Field = Field(dialect, reason.Field) });

    static string? Field(Dialect dialect, string? ours) => string.IsNullOrEmpty(ours) ? null : dialect.Field(ours);
}
