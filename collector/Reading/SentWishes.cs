using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>
/// Reads the privacy wishes of an event that is rejected unread, for example because it is too large: they hold for what is kept of it.
/// </summary>
static class SentWishes
{
    /// <param name="utf8">One JSON value, of any depth and with any bytes in its texts; empty when it is no JSON.</param>
    /// <param name="shared">The batch's context.</param>
    public static void Read(ReadOnlyMemory<byte> utf8, RawJson? shared, InputContext context)
    {
        if (shared is { } batch)
            ReadContext(batch.Utf8.Span, context, withConsent: true);
        if (utf8.Span is not [(byte)'{', ..])
            return;

        var reader = new Utf8JsonReader(utf8.Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContext = IsNamed(ref reader, "context"u8);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isContext)
                ReadContext(utf8.Span[from..(int)reader.BytesConsumed], context, withConsent: true);
        }
    }

    static void ReadContext(ReadOnlySpan<byte> utf8, InputContext context, bool withConsent)
    {
        if (utf8 is not [(byte)'{', ..])
            return;

        var reader = new Utf8JsonReader(utf8, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isConsent = withConsent && IsNamed(ref reader, "consent"u8);
            var isGpc = IsNamed(ref reader, "gpc"u8) || IsNamed(ref reader, "globalPrivacyControl"u8);
            var isDnt = IsNamed(ref reader, "doNotTrack"u8) || IsNamed(ref reader, "dnt"u8);
            if (isGpc)
                context.Gpc = NextYes(ref reader);
            else if (isDnt && withConsent)
                context.Dnt = NextYes(ref reader);
            else
                reader.Read();

            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isConsent)
                ReadContext(utf8[from..(int)reader.BytesConsumed], context, withConsent: false);
        }
    }

    // Bytes that are no UTF-8 are no name and no wish.
    static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => !reader.ValueIsEscaped && reader.ValueTextEquals(name);

    static bool NextYes(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.NextYes();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
