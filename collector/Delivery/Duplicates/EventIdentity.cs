using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// What makes a message the same as an earlier one, read from its own bytes: so it is the same for one that is just accepted, one in the
/// spool
/// and one in Kafka. An event is its source and id. A rejected event is its source and the client's bytes, but for when they were sent.
/// </summary>
sealed class EventIdentity(Topics topics)
{
    // Nobody outside can make two events that are taken for one.
    readonly FingerprintKey _key = new(RandomNumberGenerator.GetBytes(FingerprintKey.Size));

    /// <param name="value">The message as the collector wrote it.</param>
    public Fingerprint Of(string topic, ReadOnlySpan<byte> value) => topic == topics.Rejected ? OfRejected(value) : OfEvent(value);

    /// <summary>The two members that say it begin the message, and so their bytes are the identity as they stand.</summary>
    Fingerprint OfEvent(ReadOnlySpan<byte> value)
    {
        const int longest = 128 * 6;
        if (
            value.StartsWith("{\"event_id\":\""u8)
            && EndOfText(value, 13) is > 0 and < longest and var id
            && value[id..].StartsWith("\",\"source\":\""u8)
            && EndOfText(value, id + 12) is > 0 and var source
        )
        {
            return _key.Of(value[..source]);
        }

        // Not the collector's: no other will be taken for it.
        return _key.Of(value);
    }

    Fingerprint OfRejected(ReadOnlySpan<byte> value)
    {
        var length = 0;
        var parts = ArrayPool<byte>.Shared.Rent(value.Length + 1);
        try
        {
            var reader = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 1024 });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isOriginal = reader.ValueTextEquals("original"u8);
                var isSource = reader.ValueTextEquals("source"u8);
                reader.Read();
                if ((isOriginal || isSource) && reader.TokenType == JsonTokenType.String)
                {
                    // A text is never longer than its escaped form; the zero tells "a" + "bc" from "ab" + "c".
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

    /// <summary>Takes the top-level sentAt out of it: an SDK that retries says a new one.</summary>
    static int WithoutSentAt(Span<byte> original)
    {
        if (original.IndexOf("\"sentAt\""u8) < 0)
            return original.Length;

        try
        {
            var reader = new Utf8JsonReader(original, new JsonReaderOptions { MaxDepth = 1024 });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var from = (int)reader.TokenStartIndex;
                var isSentAt = reader.ValueTextEquals("sentAt"u8);
                reader.Read();
                reader.Skip();
                if (!isSentAt)
                    continue;

                // With one of the commas around it: as if it had never been there.
                var to = (int)reader.BytesConsumed;
                if (original[from - 1] == ',')
                    from--;
                else if (to < original.Length && original[to] == ',')
                    to++;

                original[to..].CopyTo(original[from..]);
                return original.Length - (to - from);
            }
        }
        catch (JsonException)
        {
            // Then it is what it is.
        }

        return original.Length;
    }

    /// <summary>Where the text that begins here ends; -1 when it does not.</summary>
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
