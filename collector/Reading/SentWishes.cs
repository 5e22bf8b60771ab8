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
            var isContext = !reader.ValueIsEscaped && reader.ValueTextEquals("context"u8);
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
            // An escape may be no UTF-8: such bytes are no name and no wish.
            var isNamed = !reader.ValueIsEscaped;
            var isConsent = withConsent && isNamed && WishNames.IsConsent(ref reader);
            if (isNamed && WishNames.IsGpc(ref reader))
                context.Gpc = NextYes(ref reader);
            else if (withConsent && isNamed && WishNames.IsDnt(ref reader))
                context.Dnt = NextYes(ref reader);
            else
                reader.Read();

            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isConsent)
                ReadContext(utf8[from..(int)reader.BytesConsumed], context, withConsent: false);
        }
    }

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
