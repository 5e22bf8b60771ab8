using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>Clients' JSON as text.</summary>
static class JsonText
{
    /// <summary>Any depth: how deep an event may be is measured, so that one deep event does not make its neighbors unreadable.</summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>JSON's grammar allows half a surrogate pair as an escape; no text anywhere behind us does.</summary>
    public static bool HasLoneSurrogates(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\uD"u8) < 0 && json.IndexOf("\\ud"u8) < 0)
            return false;

        var reader = new Utf8JsonReader(json, AnyDepth);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    reader.GetString();
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
