using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>Checks clients' JSON as text.</summary>
static class JsonText
{
    /// <summary>
    /// No depth limit: the depth of each event is measured, so that one deep event does not make its neighbors unreadable.
    /// </summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>True for half a surrogate pair as an escape, which JSON's grammar allows and no later component accepts.</summary>
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
