using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>Serializes accepted and rejected events as the messages that Kafka gets.</summary>
sealed class EventMessages(Topics topics, KafkaOptions kafka, DailySalt salt)
{
    /// <summary>The largest number of bytes that Kafka adds to a key and a value.</summary>
    const int MessageOverhead = 512;

    /// <summary>More than the bytes that one byte of text becomes in JSON: \u0000, and the other members.</summary>
    const int LargestEscape = 8;

    /// <summary>The bytes that are kept of an original that is too large: enough to recognize it.</summary>
    const int LongestCut = 64 * 1024;

    /// <summary>The most bytes of a message's key and value that the producer takes.</summary>
    public int LargestMessage => kafka.MaxMessageBytes - MessageOverhead;

    /// <summary>Returns the errors of limits that contradict each other: events would be allowed that no message can hold.</summary>
    public static IEnumerable<string> Validate(LimitsOptions limits, KafkaOptions kafka)
    {
        if (limits.EventBytes > kafka.MaxMessageBytes - MessageOverhead)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Limits:EventBytes: an event of {limits.EventBytes:N0} bytes fits into no message of Kafka:MaxMessageBytes, "
                    + $"{kafka.MaxMessageBytes:N0}; lower the former or raise the latter."
            );
        }
    }

    /// <returns>Null when the message is larger than the producer takes.</returns>
    public ProcessedEvent? Accept(int index, InputEvent input, AnalyticsEvent canonical, Dialect dialect, RequestFacts facts)
    {
        var topic = Enricher.IsHistorical(input, facts) ? topics.Historical : topics.Events;
        var key = Encoding.UTF8.GetBytes($"{canonical.Source}:{canonical.AnonymousId ?? canonical.UserId}");
        var outgoing = Outgoing(index, topic, key, EventBytes.Of(canonical, ContractsJson.Default.AnalyticsEvent), facts);
        if (outgoing.Bytes > LargestMessage)
            return null;

        var field = canonical.Warnings is { } warnings ? Field(dialect, Warnings.Field(warnings[0])) : null;
        return ProcessedEvent.Accepted(index, canonical, field, facts.ReceivedAt, outgoing) with
        {
            IsRandom = Enricher.IsRandom(input, facts),
        };
    }

    /// <param name="input">Null when the rejected part is a body, not an event.</param>
    /// <param name="reasons">The reasons, by the native names of members; the message has the dialect's.</param>
    /// <param name="sent">The client's bytes.</param>
    /// <param name="original">The bytes to keep; null when they are withheld.</param>
    public ProcessedEvent Reject(
        int index,
        InputEvent? input,
        List<RejectionReason> reasons,
        ReadOnlyMemory<byte> sent,
        ReadOnlyMemory<byte>? original,
        Dialect dialect,
        RequestFacts facts
    )
    {
        reasons = reasons.ConvertAll(reason => reason with { Field = Field(dialect, reason.Field) });
        if (original is null)
            reasons[0] = reasons[0] with { Message = WithoutOriginal(reasons[0].Message, sent, facts) };

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
        if (!(original?.Length > LargestMessage))
        {
            var value = EventBytes.Of(with(original), ContractsJson.Default.RejectedEvent);
            if (value.Length <= LargestMessage || original is null)
                return value;
        }

        var cut = RejectedEvents.Cut(
            with(default(ReadOnlyMemory<byte>)),
            original.Value,
            Math.Min(LargestMessage / LargestEscape, LongestCut),
            sent
        );
        return EventBytes.Of(cut, ContractsJson.Default.RejectedEvent);
    }

    /// <summary>Tells originals that are withheld apart by a hash that nobody can trace to them, so that a retry is recognized.</summary>
    string WithoutOriginal(string? message, ReadOnlyMemory<byte> sent, RequestFacts facts) =>
        $"{message} What was sent is withheld; its fingerprint of this day is "
        + $"{salt.Hash(facts.Key.Source, Convert.ToHexString(SHA256.HashData(sent.Span)))}.";

    static OutgoingEvent Outgoing(int index, string topic, byte[] key, byte[] value, RequestFacts facts)
    {
        SecretText.Mask(key, facts.PresentedKey.Span);
        SecretText.Mask(value, facts.PresentedKey.Span);
        return new OutgoingEvent(index, topic, key, value);
    }

    static string? Field(Dialect dialect, string? ours) => string.IsNullOrEmpty(ours) ? null : dialect.Field(ours);
}
