using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>Lists an object's members with the bytes of their values.</summary>
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
