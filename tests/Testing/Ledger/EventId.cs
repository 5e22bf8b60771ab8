using System.Text.Json;

namespace Analytics.Testing.Ledger;

/// <summary>Reads the id in a message: a canonical event, a client's event, or the original inside a rejected event.</summary>
static class EventId
{
    /// <returns>The id; null when the bytes are no JSON object with an id.</returns>
    public static string? Of(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.ValueKind is not JsonValueKind.Object)
                return null;
            if (Text(json.RootElement, "event_id") is { } id)
                return id;
            if (Text(json.RootElement, "messageId") is { } given)
                return given;
            return Text(json.RootElement, "original") is { } original ? Of(original) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The bytes are not JSON or not UTF-8.
            return null;
        }
    }

    public static string? Of(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    static string? Text(JsonElement of, string member) =>
        of.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
