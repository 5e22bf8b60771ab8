using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>Reads clients' JSON as text.</summary>
static class JsonText
{
    /// <summary>
    /// No depth limit: the depth of each event is measured, so that one deep event does not make its neighbors unreadable.
    /// </summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>
    /// Returns a text that a client sends beside its events; where it is not valid Unicode, its invalid parts are unreadable, but the body
    /// is not.
    /// </summary>
    public static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
