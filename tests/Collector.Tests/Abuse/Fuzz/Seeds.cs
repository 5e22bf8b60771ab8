using System.Text;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>Valid bodies, a few for each dialect.</summary>
static class Seeds
{
    static readonly string[] _dialects =
    [
        """
            {"api_key":"demo","batch":[{"event":"$pageview","distinct_id":"d-1","uuid":"0198c0de-0000-7000-8000-000000000001",
            "timestamp":"2026-01-01T00:00:00Z","properties":{"$current_url":"https://shop.example/a?utm_source=x",
            "$session_id":"s","$lib":"web"}}],"sent_at":"2026-01-01T00:00:01Z"}
            """,
        """{"token":"demo","event":"$identify","properties":{"distinct_id":"d-1","token":"demo"},"$set":{"plan":"pro"}}""",
        """
            {"sentAt":"2026-01-01T00:00:00Z","batch":[{"type":"identify","userId":"u-1","traits":{"plan":"pro"},
            "originalTimestamp":"2026-01-01T00:00:00Z","context":{"sessionId":17,"traits":{"a":1}}},
            {"type":"alias","userId":"u","previousId":"p"}]}
            """,
        """
            {"type":"page","anonymousId":"a","context":{"ip":"203.0.113.9","userAgentData":{"mobile":true,"platform":"Android"},
            "page":{"url":"https://shop.example/","referrer":"$direct"},
            "consent":{"categoryPreferences":{"Analytics":false}}}}
            """,
        "{\"type\":\"page\",\"userId\":\"a\"}\n{\"type\":\"track\",\"event\":\"b\",\"userId\":\"a\"}\n",
        $"data={Uri.EscapeDataString(Convert.ToBase64String("""{"event":"e","properties":{"distinct_id":"d","token":"demo"}}"""u8))}",
    ];

    public static byte[][] All() =>
        [
            File.ReadAllBytes("examples/event.json"),
            .. Directory.GetFiles("Golden", "in.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
            .. _dialects.Select(Encoding.UTF8.GetBytes),
        ];
}
