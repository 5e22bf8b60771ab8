using System.Text;
using System.Text.Json.Nodes;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>The mutator's choices: headers, queries, members, values and byte sequences that are known to break parsers.</summary>
static class Ingredients
{
    public static string?[] ContentTypes { get; } =
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

    public static string?[] Encodings { get; } = [null, null, null, null, null, null, null, "gzip", "br", "zstd", "deflate", "identity"];

    public static (string Name, string[] Values)[] Headers { get; } =
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

    public static string[] Queries { get; } =
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

    public static Func<JsonNode?>[] Values { get; } =
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

    public static string[] Names { get; } =
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

    public static byte[][] Fragments { get; } =
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
}
