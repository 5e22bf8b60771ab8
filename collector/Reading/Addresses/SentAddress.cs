using System.Net;
using System.Text.Json;
using Analytics.Collector.Http;
using Analytics.Contracts;

namespace Analytics.Collector.Reading.Addresses;

/// <summary>
/// Reads the user's full IP address that a server sent in the event: <c>context.ip</c>, else <c>request_ip</c> (RudderStack), else
/// <c>properties.$ip</c> (PostHog). It is for geo look-up; stored copies are cut.
/// </summary>
static class SentAddress
{
    public static IPAddress? In(ReadOnlySpan<byte> json)
    {
        IPAddress? inContext = null,
            ofRequest = null,
            inProperties = null;
        var reader = new Utf8JsonReader(json, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("request_ip"u8))
                ofRequest = Next(ref reader);
            else if (reader.ValueTextEquals("context"u8))
                inContext = ObjectReader.ReadOne(ref reader, "ip"u8, Next);
            else if (reader.ValueTextEquals("properties"u8))
                inProperties = ObjectReader.ReadOne(ref reader, "$ip"u8, Next);
            else
                reader.Read();

            reader.Skip();
        }

        return inContext ?? ofRequest ?? inProperties;
    }

    /// <summary>Reads it from a batch's context.</summary>
    public static IPAddress? InContext(RawJson context)
    {
        var reader = new Utf8JsonReader(context.Utf8.Span, JsonText.AnyDepth);
        return ObjectReader.ReadOne(ref reader, "ip"u8, Next);
    }

    /// <summary>Reads the first address of a text or of a list of texts.</summary>
    static IPAddress? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return Address(ref reader);

        IPAddress? found = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            found ??= Address(ref reader);
            reader.Skip();
        }

        return found;
    }

    static IPAddress? Address(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? WrittenAddress.FirstOf(reader.GetString()) : null;
}
