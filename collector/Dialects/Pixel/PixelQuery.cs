using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Collector.Http;
using Analytics.Collector.Reading;
using Microsoft.Extensions.Primitives;

namespace Analytics.Collector.Dialects.Pixel;

/// <summary>
/// Converts a query's fields to an event's members: <c>properties.x=1</c> is x in properties, <c>context.page.url=</c> is nested as its
/// path says.
/// </summary>
static class PixelQuery
{
    const int Deepest = 8;
    static readonly JsonSerializerOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static PooledBytes AsEvent(IQueryCollection query)
    {
        var members = new JsonObject();
        foreach (var (name, values) in query.Where(field => !JsonNames.IsKey(field.Key)))
            Set(members, Path(name), Value(values));

        var json = members.ToJsonString(_options);
        var body = new PooledBytes(Encoding.UTF8.GetMaxByteCount(json.Length));
        body.Advance(Encoding.UTF8.GetBytes(json, body.Free(Encoding.UTF8.GetMaxByteCount(json.Length))));
        return body;
    }

    /// <summary>Returns the path of a member. Properties and traits are flat, even when their names have dots.</summary>
    static string[] Path(string name) =>
        name.Split('.')[0] switch
        {
            "properties" or "traits" => name.Split('.', 2),
            "context" => name.Split('.', Deepest),
            _ => [name],
        };

    /// <summary>Returns a text, or a list when the field occurs more than once.</summary>
    static JsonNode? Value(StringValues values) =>
        values.Count == 1 ? values[0] : new JsonArray([.. values.Select(value => (JsonNode?)value)]);

    static void Set(JsonObject members, ReadOnlySpan<string> path, JsonNode? value)
    {
        while (path.Length > 1 && members[path[0]] is JsonObject or null)
        {
            members[path[0]] ??= new JsonObject();
            members = members[path[0]]!.AsObject();
            path = path[1..];
        }

        // When the path meets a text, the rest of the path becomes one name beside it.
        members[string.Join('.', path!)] = value;
    }
}
