using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// Derives the identity of a message from its bytes, so that it is equal for an event just accepted, one in the spool and one in Kafka. An
/// event's identity is its source, channel and id. A rejected event's identity is its source, the client's bytes without what an SDK sends
/// anew with each retry, and the place of the row that was sent again, if it was. Where the bytes are not kept whole, the text of its
/// member <c>message</c> is added.
/// </summary>
sealed class EventIdentity(Topics topics)
{
    static readonly JsonReaderOptions _deep = new() { MaxDepth = 1024 };
    static readonly byte[] _liveText = Encoding.UTF8.GetBytes(LiveText.Member);

    // A quotation mark within a text is escaped, so only the member matches.
    static readonly byte[] _cut = Encoding.UTF8.GetBytes($"\"original_encoding\":\"{RejectedEvent.Cut}\"");
    static readonly byte[] _withheld = Encoding.UTF8.GetBytes($"\"original_encoding\":\"{RejectedEvent.Withheld}\"");

    // A random key: no client can construct two events with the same fingerprint.
    readonly FingerprintKey _key = new(RandomNumberGenerator.GetBytes(FingerprintKey.Size));

    /// <param name="value">The message as the collector wrote it.</param>
    public Fingerprint Of(string topic, ReadOnlySpan<byte> value) => topic == topics.Rejected ? OfRejected(value) : OfEvent(value);

    /// <summary>
    /// Returns the hash of id, source and channel, which begin the message, or follow its live text: their raw bytes are the identity.
    /// </summary>
    Fingerprint OfEvent(ReadOnlySpan<byte> value)
    {
        const int longest = 128 * 6;
        var members = WithoutLiveText(value);
        if (
            members.StartsWith("\"event_id\":\""u8)
            && EndOfText(members, 12) is > 0 and < longest and var id
            && members[id..].StartsWith("\",\"source\":\""u8)
            && EndOfText(members, id + 12) is > 0 and var source
        )
        {
            return _key.Of(members[..EndOfChannel(members, source)]);
        }

        // A message that the collector did not write is identified by all of its bytes.
        return _key.Of(value);
    }

    // The live text contains times that differ in a retry, and some messages lack it.
    static ReadOnlySpan<byte> WithoutLiveText(ReadOnlySpan<byte> value)
    {
        if (!value.StartsWith("{"u8))
            return [];

        return value.StartsWith(_liveText) && EndOfText(value, _liveText.Length) is > 0 and var end && value[end..].StartsWith("\",\""u8)
            ? value[(end + 2)..]
            : value[1..];
    }

    Fingerprint OfRejected(ReadOnlySpan<byte> value)
    {
        var isWhole = value.IndexOf(_cut) < 0 && value.IndexOf(_withheld) < 0;
        var length = 0;
        var parts = ArrayPool<byte>.Shared.Rent(value.Length + 1);
        try
        {
            var reader = new Utf8JsonReader(value, _deep);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isOriginal = reader.ValueTextEquals("original"u8);
                var isOther =
                    reader.ValueTextEquals("source"u8)
                    || reader.ValueTextEquals("replay_of"u8)
                    || (!isWhole && reader.ValueTextEquals("message"u8));
                reader.Read();
                if ((isOriginal || isOther) && reader.TokenType == JsonTokenType.String)
                {
                    // A text is never longer than its escaped form; the zero separates "a" + "bc" from "ab" + "c".
                    var text = reader.CopyString(parts.AsSpan(length));
                    text = isOriginal ? WithoutSentAt(parts.AsSpan(length, text)) : text;
                    parts[length + text] = 0;
                    length += text + 1;
                }

                reader.Skip();
            }

            return _key.Of(parts.AsSpan(0, length));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return _key.Of(value);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(parts);
        }
    }

    /// <summary>
    /// Removes the top-level members that an SDK sends anew with each retry: sentAt, PostHog's sent_at and its offset, and Segment's
    /// _metadata, which counts the attempts. It moves what stays to the front, in one pass, because the members can be many.
    /// </summary>
    /// <returns>The length of what stays.</returns>
    static int WithoutSentAt(Span<byte> original)
    {
        if (!HasSentAt(original))
            return original.Length;

        // The reader is always beyond the bytes that are moved.
        var (length, from) = (0, 0);
        try
        {
            var reader = new Utf8JsonReader(original, _deep);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var isOfRetry = IsOfRetry(ref reader);
                reader.Read();
                reader.Skip();
                if (!isOfRetry)
                    continue;

                // One of the commas around the member is removed with it.
                var end = (int)reader.BytesConsumed;
                if (start > from && original[start - 1] == ',')
                    start--;
                else if (end < original.Length && original[end] == ',')
                    end++;

                original[from..start].CopyTo(original[length..]);
                length += start - from;
                from = end;
            }
        }
        catch (JsonException)
        {
            // What is no JSON stays as it is.
        }

        original[from..].CopyTo(original[length..]);
        return length + original.Length - from;
    }

    static bool HasSentAt(ReadOnlySpan<byte> original) =>
        original.IndexOf("\"sentAt\""u8) >= 0
        || original.IndexOf("\"sent_at\""u8) >= 0
        || original.IndexOf("\"offset\""u8) >= 0
        || original.IndexOf("\"_metadata\""u8) >= 0;

    static bool IsOfRetry(ref Utf8JsonReader name) =>
        name.ValueTextEquals("sentAt"u8)
        || name.ValueTextEquals("sent_at"u8)
        || name.ValueTextEquals("offset"u8)
        || name.ValueTextEquals("_metadata"u8);

    // An event that was published before the member existed has no channel.
    static int EndOfChannel(ReadOnlySpan<byte> value, int source) =>
        value[source..].StartsWith("\",\"channel\":\""u8) && EndOfText(value, source + 13) is > 0 and var channel ? channel : source;

    /// <summary>Returns where the text that begins here ends; -1 when it has no end.</summary>
    static int EndOfText(ReadOnlySpan<byte> json, int from)
    {
        for (var at = from; at < json.Length; at++)
        {
            var stop = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
                return -1;

            at += stop;
            if (json[at] == '"')
                return at;

            at++;
        }

        return -1;
    }
}
