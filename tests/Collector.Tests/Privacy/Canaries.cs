using System.Text;
using System.Text.Json.Nodes;

namespace Collector.Tests.Privacy;

/// <summary>Bodies with an e-mail address, a name, a key and full addresses planted in every field.</summary>
static class Canaries
{
    public const string Email = "canary@leak.example";
    public const string Person = "Canary Bird";
    public const string Key = "canary-key-0123456789abcdef";
    public const string Four = "203.0.113.77";
    public const string Six = "2001:db8:aaaa:bbbb::77";

    /// <summary>Texts that end a line, control a terminal, or break out of JSON.</summary>
    const string Breakers = "\r\nfake\u001b[31m entry\u2028\"}{\\";

    static readonly string[] _texts =
    [
        "type",
        "event",
        "name",
        "userId",
        "anonymousId",
        "sessionId",
        "messageId",
        "groupId",
        "previousId",
        "timestamp",
        "sentAt",
        "historical",
        "foo",
        "integrations",
    ];
    static readonly string[] _addresses = ["ip", "request_ip", "clientIP"];

    /// <summary>Returns bodies that each contain the mark, by which the stored events are found.</summary>
    public static IEnumerable<byte[]> Bodies(string mark)
    {
        foreach (var name in _texts)
            yield return Encoding.UTF8.GetBytes(Planted(mark, name).ToJsonString());

        var whole = Planted(mark, "foo").ToJsonString();
        yield return Encoding.UTF8.GetBytes(whole[..^2]);
        yield return Encoding.UTF8.GetBytes(whole + "}");
        yield return Encoding.UTF8.GetBytes($"[\"{mark} ip {Four} {Six}\"]");
        yield return [.. Encoding.UTF8.GetBytes(whole[..^1]), .. ",\"x\":\""u8, .. Enumerable.Repeat((byte)0xFF, 33), .. "\"}"u8];
        var large = Planted(mark, "foo");
        large["large"] = new string('x', 70_000);
        yield return Encoding.UTF8.GetBytes(large.ToJsonString());
        var deep = Planted(mark, "foo");
        deep["deep"] = JsonNode.Parse(new string('[', 40) + new string(']', 40));
        yield return Encoding.UTF8.GetBytes(deep.ToJsonString());
    }

    /// <summary>Returns a valid event with canaries in every member, and a text that could break a log in one.</summary>
    static JsonObject Planted(string mark, string breaks)
    {
        JsonObject Inner()
        {
            var inner = new JsonObject
            {
                ["email"] = Email,
                ["fullName"] = Person,
                ["key"] = Key,
                ["url"] = $"https://a.example/?k={Key}&e={Email}",
                ["list"] = new JsonArray(Email, Key),
            };
            foreach (var name in _addresses)
                inner[name] = new JsonArray(Four, Six);

            return inner;
        }

        var planted = new JsonObject
        {
            ["type"] = "track",
            ["event"] = Person,
            ["userId"] = Email,
            ["anonymousId"] = Key,
            ["mark"] = mark,
            ["writeKey"] = Key,
            ["token"] = Key,
            ["properties"] = Inner(),
            ["traits"] = Inner(),
            ["foo"] = Inner(),
            ["context"] = Inner(),
        };
        foreach (var name in _addresses)
        {
            planted[name] = Four;
            planted["context"]![name] = Six;
        }

        planted["context"]!["userAgent"] = $"{Person} {Email} {Breakers}";
        planted[breaks] = $"{Email}{Breakers}{Key}";
        return planted;
    }
}
