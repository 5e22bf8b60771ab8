using System.Text;
using System.Text.Json.Nodes;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>Makes the request of a number: a good one, changed in its JSON, in its bytes, or in what goes round them.</summary>
sealed class Mutator(int seed, IReadOnlyList<(string Method, string Path)> routes)
{
    static readonly string?[] _contentTypes =
    [
        "application/json",
        "application/json",
        "application/json",
        "text/plain",
        "application/x-ndjson",
        "application/json; charset=utf-16",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        null,
    ];

    static readonly string?[] _encodings = [null, null, null, null, null, null, null, "gzip", "br", "zstd", "deflate", "identity"];

    static readonly (string Name, string[] Values)[] _headers =
    [
        ("X-Forwarded-For", ["1.2.3.4", "999.1.1.1, ::1, x", "\t"]),
        ("Origin", ["https://shop.example", "null", "http://[::1"]),
        ("X-Request-Id", ["r-1", "r 1", "\u00e9"]),
        ("User-Agent", ["Mozilla/5.0 (iPhone)", "bot", "\u0001"]),
        ("Sec-GPC", ["1", "2"]),
        ("DNT", ["1"]),
        ("traceparent", ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-0-0-0", "zz"]),
        ("Authorization", ["Basic !", "Bearer ", "Basic OjpAQA=="]),
        ("Sec-CH-UA", ["\"Chromium\";v=\"120\"", "\"\"\"", ";;;"]),
        ("X-Country", ["SE", "??"]),
        ("Cookie", ["a=b"]),
    ];

    static readonly string[] _queries =
    [
        "",
        "",
        "",
        "?results=all",
        "?writeKey=demo",
        "?writeKey=%00&data=%",
        "?data=e30=&ip=1",
        "?event=e&userId=u&properties.x=1&properties.x=2",
        "?_=1&compression=gzip-js",
        "?sent_at=1&ver=%FF",
    ];

    static readonly Func<JsonNode?>[] _values =
    [
        () => null,
        () => "",
        () => 0,
        () => -1,
        () => 1e308,
        () => true,
        () => new JsonObject(),
        () => new JsonArray(),
        () => "\0",
        () => "\u2028",
        () => "null",
        () => new string('x', 300),
        () => "9999-12-31T23:59:59Z",
        () => "0001-01-01",
        () => 99999999999999999,
        () => "1970-01-01T00:00:00Z",
        () => "javascript:x",
        () => "::1",
        () => new JsonArray(1, "a", new JsonObject { ["b"] = null }),
        () => JsonNode.Parse("{\"a\":{\"a\":{\"a\":{\"a\":1}}}}"),
        () => "https://[::1]:99999/?utm_source=%ff",
        () => "\ud83d\ude00",
    ];

    static readonly string[] _names =
    [
        "messageId",
        "type",
        "event",
        "name",
        "userId",
        "anonymousId",
        "timestamp",
        "originalTimestamp",
        "sentAt",
        "properties",
        "traits",
        "context",
        "historical",
        "batch",
        "groupId",
        "writeKey",
        "api_key",
        "page",
        "url",
        "referrer",
        "ip",
        "userAgent",
        "campaign",
        "device",
        "sessionId",
        "revenue",
        "currency",
        "distinct_id",
        "$set",
        "$current_url",
        "sent_at",
        "uuid",
        "consent",
        "locale",
        "userAgentData",
        "",
    ];

    static readonly byte[][] _fragments =
    [
        .. (
            (string[])
                [
                    "\"\\ud800\"",
                    "\\u0000",
                    "{",
                    "[",
                    "]",
                    "}",
                    "\"",
                    ",",
                    ":",
                    "null",
                    "1e999",
                    "-",
                    "{\"a\":",
                    "\"batch\":[",
                    "\"context\":{\"ip\":{}}",
                    "9999-12-31T23:59:59Z",
                    "\n",
                    "data=",
                    "%",
                    "&",
                ]
        ).Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe],
        [0x00],
        [0x1f, 0x8b],
        [0xed, 0xa0, 0x80],
        [0xef, 0xbb, 0xbf],
    ];

    static readonly byte[][] _seeds = Seeds.All();

    public Mutated Make(int number)
    {
        // A generator for each number: any request can be made again alone.
        var random = new Random(unchecked((seed * 486187739) ^ (number * 16777619)));
        var (method, path) = One(random, routes);
        var body = _seeds[random.Next(_seeds.Length)];
        for (var changes = random.Next(4); changes > 0; changes--)
            body = random.Next(2) == 0 ? ChangeJson(body, random) : ChangeBytes(body, random);

        var encoding = One(random, _encodings);
        // Half of what says that it is compressed is: then a change of its bytes hits the decompressors.
        if (encoding is "gzip" or "br" or "zstd" or "deflate" && random.Next(2) == 0)
            body = Compressed.As(encoding, body);
        if (random.Next(4) == 0)
            body = ChangeBytes(body, random);

        var headers = new List<(string, string)>();
        for (var more = random.Next(3); more > 0; more--)
        {
            var (name, values) = One(random, _headers);
            headers.Add((name, One(random, values)));
        }

        if (random.Next(10) > 0)
            headers.Add(("X-Write-Key", random.Next(4) == 0 ? Running.RunningCollector.ServerKey : Running.RunningCollector.BrowserKey));

        return new Mutated(method, path + One(random, _queries), One(random, _contentTypes), encoding, headers, body);
    }

    static T One<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    static byte[] ChangeJson(byte[] body, Random random)
    {
        try
        {
            var root = JsonNode.Parse(body);
            var objects = Objects(root).ToList();
            if (objects.Count == 0)
                return body;

            var target = One(random, objects);
            target[target.Count > 0 && random.Next(2) == 0 ? One(random, [.. target.Select(member => member.Key)]) : One(random, _names)] =
                One(random, _values)();
            return Encoding.UTF8.GetBytes(root!.ToJsonString());
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return body; // Changed beyond JSON already.
        }
    }

    static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject one => one.SelectMany(member => Objects(member.Value)).Prepend(one),
            JsonArray many => many.SelectMany(Objects),
            _ => [],
        };

    static byte[] ChangeBytes(byte[] original, Random random)
    {
        if (original.Length == 0)
            return original;

        var body = original.ToList();
        var at = random.Next(body.Count);
        switch (random.Next(4))
        {
            case 0:
                body[at] = (byte)random.Next(256);
                break;
            case 1:
                body.InsertRange(at, One(random, _fragments));
                break;
            case 2:
                body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at));
                break;
            default:
                body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 40), body.Count - at)));
                break;
        }

        return [.. body];
    }
}
