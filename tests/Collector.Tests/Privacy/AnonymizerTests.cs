using System.Text.Json.Nodes;
using Analytics.Collector.Privacy;
using Collector.Tests.Processing;

namespace Collector.Tests.Privacy;

public sealed class AnonymizerTests
{
    [Theory]
    [InlineData("email")]
    [InlineData("billingEmail")]
    [InlineData("e-mail")]
    [InlineData("user_id")]
    [InlineData("$user_id")]
    [InlineData("$set_once")]
    [InlineData("$device_id")]
    [InlineData("deviceId")]
    [InlineData("firstName")]
    [InlineData("last_name")]
    [InlineData("customerNumber")]
    [InlineData("shippingAddress")]
    [InlineData("phoneNumber")]
    [InlineData("gclid")]
    [InlineData("ttclid")]
    [InlineData("twclid")]
    [InlineData("li_fat_id")]
    [InlineData("igshid")]
    [InlineData("rdt_cid")]
    [InlineData("epik")]
    [InlineData("qclid")]
    [InlineData("sccid")]
    [InlineData("irclid")]
    [InlineData("_kx")]
    [InlineData("oppref")]
    [InlineData("bfcid")]
    [InlineData("yclid")]
    [InlineData("mc_eid")]
    [InlineData("$session_entry_ttclid")]
    [InlineData("$session_entry_li_fat_id")]
    [InlineData("$initial_rdt_cid")]
    [InlineData("$session_entry__kx")]
    [InlineData("$device_name")]
    [InlineData("deviceName")]
    [InlineData("clientIP")]
    [InlineData("sessionId")]
    [InlineData("uid")]
    [InlineData("previous_id")]
    [InlineData("previousId")]
    [InlineData("anonymousId")]
    [InlineData("distinct_id")]
    [InlineData("$anon_distinct_id")]
    [InlineData("alias")]
    [InlineData("user_key")]
    [InlineData("visitor")]
    public void Knows_what_names_a_person(string name) => Assert.True(PersonNames.Contains(name));

    [Theory]
    [InlineData("revenue")]
    [InlineData("plan")]
    [InlineData("name")]
    [InlineData("order_id")]
    [InlineData("sku")]
    [InlineData("membershipLevel")]
    [InlineData("device_type")]
    [InlineData("$device_model")]
    [InlineData("mc_cid")]
    [InlineData("gad_source")]
    [InlineData("$lib")]
    public void Keeps_names_that_are_not_personal(string name) => Assert.False(PersonNames.Contains(name));

    [Theory]
    [InlineData("ask canary@leak.example now", "ask [removed] now")]
    [InlineData("/u/canary%40leak.example/x", "/u/[removed]/x")]
    [InlineData("call +48 600-100-200!", "call [removed]!")]
    [InlineData("/tel/%2B48600100200/x", "/tel/[removed]/x")]
    [InlineData("%2b48%20600-100-200", "[removed]")]
    [InlineData("100%25 of 2", "100%25 of 2")]
    [InlineData("from 203.0.113.77", "from 203.0.113.0")]
    [InlineData("1 + 1 = 2 @ noon", "1 + 1 = 2 @ noon")]
    [InlineData("?customer=4711&name=Ann", "")]
    [InlineData("?customer=4711&utm_source=news&name=Ann", "?utm_source=news")]
    [InlineData("?4711", "")]
    [InlineData("#customer=4711", "")]
    [InlineData("#/orders?customer=4711&utm_source=news", "#utm_source=news")]
    [InlineData("/orders?customer=4711#4711", "/orders")]
    [InlineData("//shop.example/orders?customer=4711", "//shop.example/orders")]
    [InlineData("orders?customer=4711", "orders")]
    [InlineData("app://shop/orders?customer=4711", "app://shop/orders")]
    [InlineData("HTTPS://shop.example/?customer=4711", "https://shop.example/")]
    [InlineData("#1 of 2", "#1 of 2")]
    [InlineData("#ff0000", "#ff0000")]
    [InlineData("Why? Because a = b", "Why? Because a = b")]
    public void Removes_personal_data_from_texts(string text, string expected) => Assert.Equal(expected, PersonText.Clean(text));

    [Theory]
    [InlineData("https://u:p@shop.example/a?token=x&utm_source=news#f", "https://shop.example/a?utm_source=news")]
    [InlineData("https://shop.example/a?utm_term=%2B48600100200", "https://shop.example/a?utm_term=[removed]")]
    [InlineData("/a?email=canary@leak.example", "/a")]
    [InlineData("/a?utm_source=news&customer=4711", "/a?utm_source=news")]
    [InlineData(null, null)]
    public void Keeps_only_the_host_the_path_and_the_campaign_of_an_address(string? url, string? expected) =>
        Assert.Equal(expected, PersonText.CleanUrl(url));

    [Theory]
    [InlineData("""{"type":"track","event":"e","userId":"4711","timestamp":"2026-01-01T11:00:00Z"}""")]
    [InlineData("""{"type":"track","event":"e","userId":"4711","messageId":"canary@leak.example"}""")]
    public void The_id_of_an_event_cannot_be_recomputed_from_what_was_removed(string json)
    {
        string Id(PrivacyWishes wishes) => (string)Processed.From(json, Processed.Facts() with { Wishes = wishes }).Value()["event_id"]!;

        Assert.NotEqual(Id(default), Id(PrivacyWishes.Gpc));
        Assert.Equal(Id(PrivacyWishes.Gpc), Id(PrivacyWishes.Gpc));
        if (json.Contains("messageId", StringComparison.Ordinal))
        {
            var unkeyed = System.Security.Cryptography.SHA256.HashData("canary@leak.example"u8);
            Assert.NotEqual(Convert.ToHexStringLower(unkeyed.AsSpan(0, 16)), Id(PrivacyWishes.Gpc));
        }
    }

    /// <summary>No part of a canary, planted in any member of ours or of the client's, is in the stored event.</summary>
    [Theory]
    [InlineData("""{"type":"track","event":"a"}""")]
    [InlineData("""{"type":"track"}""")]
    [InlineData("""{"type":"identify"}""")]
    [InlineData("""{"type":"canary@leak.example"}""")]
    public void Leaves_nothing_of_a_planted_canary(string frame)
    {
        const string canary = "canary@leak.example";
        string[] texts =
        [
            "messageId",
            "event",
            "name",
            "userId",
            "anonymousId",
            "sessionId",
            "groupId",
            "previousId",
            "timestamp",
            "sentAt",
            "foo",
            "channel",
        ];
        string[] contexts = ["ip", "userAgent", "locale", "timezone", "sessionId", "foo", "network", "channel", "dnt"];
        var input = JsonNode.Parse(frame)!.AsObject();
        foreach (var name in texts.Where(name => !input.ContainsKey(name)))
            input[name] = canary;

        JsonObject Planted() =>
            new()
            {
                ["a"] = canary,
                [canary] = 1,
                ["email"] = canary,
                ["b"] = new JsonArray(canary, new JsonObject { ["c"] = $"x {canary} y", ["url"] = $"https://a.example/?e={canary}" }),
            };
        var properties = Planted();
        properties["search"] = "?customer=canary";
        properties["hash"] = "#customer=canary";
        properties["target"] = "/orders?customer=canary";
        properties["path"] = "/orders?customer=canary";
        input["properties"] = properties;
        input["traits"] = Planted();
        input["context"] = new JsonObject([
            .. contexts.Select(name => KeyValuePair.Create(name, (JsonNode?)canary)),
            .. (
                (string[])
                    [
                        "app",
                        "campaign",
                        "consent",
                        "device",
                        "library",
                        "location",
                        "os",
                        "page",
                        "screen",
                        "userAgentData",
                        "traits",
                        "extra",
                    ]
            ).Select(name => KeyValuePair.Create(name, (JsonNode?)Planted())),
        ]);
        input["context"]!["page"]!["url"] = $"https://canary@site.example/{canary}?utm_source={canary}#{canary}";
        input["context"]!["page"]!["referrer"] = $"https://a.example/{canary}";
        input["context"]!["page"]!["title"] = canary;
        input["context"]!["campaign"]!["source"] = canary;
        input["context"]!["location"]!["region"] = canary;
        input["context"]!["location"]!["city"] = canary;

        var processed = Processed.From(input.ToJsonString(), Processed.Facts() with { Wishes = PrivacyWishes.Gpc });
        var stored = System.Text.Encoding.UTF8.GetString(Assert.Single(processed.Outgoing).Value);
        Assert.DoesNotContain("canary", stored);
        Assert.DoesNotContain("leak.example", stored);
    }
}
