using System.Collections.Frozen;
using System.Text.Json;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Privacy;

/// <summary>
/// Copies the client's objects without personal data: properties except those that identify a person, context only as far as listed.
/// </summary>
static class AnonymousJson
{
    /// <summary>The members that a context keeps; an empty list of inner members means all except those that identify a person.</summary>
    static readonly FrozenDictionary<string, string[]> _context = new Dictionary<string, string[]>
    {
        ["app"] = ["name", "version", "build", "namespace"],
        ["campaign"] = ["source", "medium", "name", "term", "content"],
        ["channel"] = [],
        ["consent"] = [],
        ["consentManagement"] = [],
        ["device"] = ["type", "manufacturer", "model", "brand"],
        ["dnt"] = [],
        ["doNotTrack"] = [],
        ["globalPrivacyControl"] = [],
        ["gpc"] = [],
        ["library"] = ["name", "version"],
        ["locale"] = [],
        ["location"] = ["country", "region"],
        ["os"] = ["name", "version"],
        ["page"] = ["url", "path", "title", "referrer"],
        ["screen"] = ["width", "height", "density", "innerWidth", "innerHeight"],
        ["timezone"] = [],
        ["userAgentData"] = ["brands", "mobile", "platform"],
    }.ToFrozenDictionary();

    public static RawJson? Properties(RawJson? properties) => Rewrite(properties, (writer, member) =>
        {
            if (!PersonNames.Contains(member.Name))
                WriteMember(writer, member, []);
        });

    public static RawJson? Context(RawJson? context) => Rewrite(context, (writer, member) =>
        {
            if (_context.TryGetValue(member.Name, out var kept))
                WriteMember(writer, member, kept);
        });

    static RawJson? Rewrite(RawJson? json, Action<Utf8JsonWriter, JsonProperty> write)
    {
        if (json is not { } given)
            return null;

        using var document = JsonDocument.Parse(given.Utf8, new JsonDocumentOptions { MaxDepth = 512 });
        var left = StoredJson.Build(writer =>
        {
            foreach (var member in document.RootElement.EnumerateObject())
                write(writer, member);
        });
        return left.Utf8.Length > "{}".Length ? left : null;
    }

    static void WriteMember(Utf8JsonWriter writer, JsonProperty member, string[] kept)
    {
        writer.WritePropertyName(PersonText.Clean(member.Name)!);
        Write(writer, member.Value, kept);
    }

    /// <param name="kept">The members that an object keeps; an empty list means all except those that identify a person.</param>
    static void Write(Utf8JsonWriter writer, JsonElement value, string[] kept)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (
                    var inner in value
                        .EnumerateObject()
                        .Where(inner => kept.Length > 0 ? kept.Contains(inner.Name) : !PersonNames.Contains(inner.Name))
                )
                {
                    WriteMember(writer, inner, []);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, []);

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when value.GetString()! is var text:
                writer.WriteStringValue(PersonText.Clean(text));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
