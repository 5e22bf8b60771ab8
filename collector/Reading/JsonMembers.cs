using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>An object's members with their values' own bytes.</summary>
static class JsonMembers
{
    public static List<(string Name, RawJson Value)> Of(RawJson json)
    {
        var members = new List<(string, RawJson)>();
        var reader = new Utf8JsonReader(json.Utf8.Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            members.Add((name, reader.NextRaw(json.Utf8)));
        }

        return members;
    }
}
