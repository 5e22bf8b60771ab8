using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Analytics.Collector.Reading.Addresses;

/// <summary>Cuts the IP addresses in a client's JSON, at any depth, before any of it is stored; every other byte is unchanged.</summary>
static class StoredAddresses
{
    /// <param name="json">One valid JSON value.</param>
    /// <param name="isNamed">True when a member has the name of an address, also of one that is cut already.</param>
    /// <returns>The cut JSON; the same memory when there is nothing to cut.</returns>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> json, out bool isNamed)
    {
        isNamed = false;
        if (!AddressNames.MayBeIn(json.Span))
            return json;

        ArrayBufferWriter<byte>? written = null;
        var kept = 0;
        var within = -1; // The depth of the array or object whose texts are addresses; -1 outside of one.
        var reader = new Utf8JsonReader(json.Span, JsonText.AnyDepth);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject && reader.CurrentDepth == within)
            {
                within = -1;
            }
            else if (reader.TokenType == JsonTokenType.String && within >= 0)
            {
                Replace(ref reader, json.Span, ref written, ref kept);
            }
            else if (reader.TokenType == JsonTokenType.Number && within >= 0)
            {
                ReplaceNumber(ref reader, json.Span, ref written, ref kept);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && AddressNames.Contains(reader.GetString()!))
            {
                isNamed = true;
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                    Replace(ref reader, json.Span, ref written, ref kept);
                else if (reader.TokenType == JsonTokenType.Number)
                    ReplaceNumber(ref reader, json.Span, ref written, ref kept);
                else if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && within < 0)
                    within = reader.CurrentDepth;
            }
        }

        if (written is null)
            return json;

        written.Write(json.Span[kept..]);
        return written.WrittenMemory;
    }

    /// <summary>The number of 1.0.0.0: no lesser one is an address.</summary>
    const uint FirstAddress = 1 << 24;

    /// <summary>Cuts an IPv4 address that is written as its number, or as a text of it, to /24 as others are.</summary>
    static bool ReplaceNumber(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref ArrayBufferWriter<byte>? written, ref int kept)
    {
        if (
            !Utf8Parser.TryParse(reader.ValueSpan, out uint address, out var length)
            || length != reader.ValueSpan.Length
            || address < FirstAddress
            || (address & 0xFF) == 0
        )
        {
            return false;
        }

        // Of a text the quotation marks stay.
        var at = (int)reader.TokenStartIndex + (reader.TokenType == JsonTokenType.String ? 1 : 0);
        written ??= new ArrayBufferWriter<byte>(json.Length + 16);
        written.Write(json[kept..at]);
        Utf8Formatter.TryFormat(address & 0xFFFFFF00, written.GetSpan(10), out var cut);
        written.Advance(cut);
        kept = at + length;
        return true;
    }

    static void Replace(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref ArrayBufferWriter<byte>? written, ref int kept)
    {
        if (ReplaceNumber(ref reader, json, ref written, ref kept))
            return;

        if (AddressText.Cut(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan) is not { } cut)
            return;

        written ??= new ArrayBufferWriter<byte>(json.Length + 16);
        written.Write(json[kept..(int)reader.TokenStartIndex]);
        written.Write("\""u8);
        written.Write(
            reader.ValueIsEscaped ? JsonEncodedText.Encode(cut, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes : cut
        );
        written.Write("\""u8);
        kept = (int)reader.BytesConsumed;
    }
}
