using System.Text.Json;

namespace Analytics.Collector.Events;

/// <summary>JSON's grammar allows half a surrogate pair as an escape; no text anywhere behind us does.</summary>
static class Surrogates
{
    static readonly JsonReaderOptions _options = new() { MaxDepth = int.MaxValue };

    public static bool AreWhole(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\uD"u8) < 0 && json.IndexOf("\\ud"u8) < 0)
            return true;

        var reader = new Utf8JsonReader(json, _options);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
