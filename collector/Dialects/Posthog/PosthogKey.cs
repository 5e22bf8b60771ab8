using System.Text.Json;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>Finds the key of a request whose batch has none: in an event, or in its properties.</summary>
static class PosthogKey
{
    public static string? Of(EventSlice slice)
    {
        if (slice.Fault is not null || slice.Utf8.Span[0] != (byte)'{')
            return null;

        try
        {
            var reader = new Utf8JsonReader(LoneSurrogates.Replace(slice.Utf8).Span, JsonText.AnyDepth);
            reader.Read();
            return Find(ref reader, inEvent: true);
        }
        catch (InvalidOperationException)
        {
            // The text is not UTF-8; validation reports it.
            return null;
        }
    }

    static string? Find(ref Utf8JsonReader reader, bool inEvent)
    {
        string? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = JsonNames.IsKey(ref reader);
            var isProperties = inEvent && reader.ValueTextEquals("properties"u8);
            reader.Read();
            if (isKey && reader.TokenType == JsonTokenType.String)
                found ??= reader.GetString();
            else if (isProperties && reader.TokenType == JsonTokenType.StartObject)
                found ??= Find(ref reader, inEvent: false);
            else
                reader.Skip();
        }

        return found;
    }
}
