using Analytics.Collector.Enrichment;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Collector.Validation;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>
/// Processes one event at a time: read, validate, enrich, serialize. An invalid event becomes a rejected event, never an exception.
/// </summary>
sealed class EventProcessor(EventReader reader, EventRules rules, PrivacyRule privacy, Enricher enricher, EventMessages messages)
{
    public ProcessedEvent Process(int index, ProcessingInput sent)
    {
        var (slice, envelope, dialect, facts) = sent;
        var input = Read(slice, envelope, dialect);
        privacy.Identify(input, facts.Key.Source, facts.Ip, facts.UserAgent);
        var wish = privacy.Decide(input, facts.Key.Policy, facts.Wishes);
        if (wish.IsDrop)
            return ProcessedEvent.Dropped(index, input, wish);

        // The rules apply to the event as the client sent it, before it is anonymized.
        var reasons = rules.Reasons(input);
        privacy.Apply(wish, input, facts.Key.Source, facts.WasAnonymized);
        var canonical = reasons.Count == 0 ? enricher.Enrich(input, facts) : null;
        if (canonical is not null && EventDefinition.RejectionCode(canonical, facts.ReceivedAt) is { } code)
            reasons.Add(new RejectionReason(code, "timestamp", "An event happens between 2000 and ten minutes from now."));

        var accepted = canonical is not null && reasons.Count == 0 ? messages.Accept(index, input, canonical, dialect, facts) : null;
        if (accepted is null && reasons.Count == 0)
            reasons.Add(new(RejectionCodes.EventTooLarge, null, $"An event has at most {messages.LargestMessage} bytes as a message."));

        var processed = accepted
            ?? messages.Reject(index, input, reasons, slice.Utf8, Original.Of(input, dialect, envelope, facts), dialect, facts);
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
}
