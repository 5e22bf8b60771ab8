using System.Text;
using System.Text.Json.Nodes;
using Analytics.Collector.Reading.Addresses;
using CsCheck;

namespace Collector.Tests.Reading.Addresses;

public sealed class StoredAddressesTests
{
    [Theory]
    [InlineData("ip")]
    [InlineData("$ip")]
    [InlineData("IP")]
    [InlineData("request_ip")]
    [InlineData("requestIP")]
    [InlineData("clientIp")]
    [InlineData("ipAddress")]
    [InlineData("IPAddress")]
    [InlineData("remote_addr")]
    [InlineData("X-Forwarded-For")]
    [InlineData("ipv6")]
    [InlineData("ip4")]
    public void Knows_a_member_that_holds_addresses(string name)
    {
        Assert.True(AddressNames.Contains(name));
        Assert.Equal($$"""{"a":[{"{{name}}":"203.0.113.0"}]}""", Cut($$"""{"a":[{"{{name}}":"203.0.113.77"}]}"""));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("vip")]
    [InlineData("ship")]
    [InlineData("description")]
    [InlineData("address")]
    [InlineData("version")]
    [InlineData("properties")]
    [InlineData("waitFor")]
    public void Leaves_every_other_as_it_came(string name)
    {
        var json = $$"""{ "{{name}}" : "203.0.113.77", "n":1.10}""";
        Assert.Equal(json, Cut(json));
    }

    [Theory]
    [InlineData("""{"ip":["203.0.113.77",["198.51.100.9"],7]}""", """{"ip":["203.0.113.0",["198.51.100.0"],7]}""")]
    [InlineData("""{"ip":{"x":"203.0.113.77","ip":"203.0.113.77"}}""", """{"ip":{"x":"203.0.113.0","ip":"203.0.113.0"}}""")]
    [InlineData("""{"ip":{"x":["203.0.113.77"]},"y":"203.0.113.77"}""", """{"ip":{"x":["203.0.113.0"]},"y":"203.0.113.77"}""")]
    [InlineData("""{"ip":3405803853,"ips":7,"a":3405803853}""", """{"ip":3405803776,"ips":7,"a":3405803853}""")]
    [InlineData("""{"ips":[3405803853,{"a":3405803853}]}""", """{"ips":[3405803776,{"a":3405803776}]}""")]
    [InlineData("""{"ip":"3405803853","ips":["7","3405803853x"]}""", """{"ip":"3405803776","ips":["7","3405803853x"]}""")]
    [InlineData("""{"ip":"203.0.113\u002e77"}""", """{"ip":"203.0.113.0"}""")]
    [InlineData("""{"\u0069p":"203.0.113.77"}""", """{"\u0069p":"203.0.113.0"}""")]
    [InlineData(
        """{"ip" : "203.0.113.77" , "a":1.10, "ip":"198.51.100.9"}""",
        """{"ip" : "203.0.113.0" , "a":1.10, "ip":"198.51.100.0"}"""
    )]
    public void Cuts_at_any_depth_and_changes_nothing_else(string json, string expected) => Assert.Equal(expected, Cut(json));

    [Fact]
    public void Cutting_keeps_the_json_otherwise_equal()
    {
        var name = Gen.OneOf("ip", "$ip", "a", "clientIP", "properties", "x\\u0069p", "é");
        var scalar = Gen.OneOf(
            "\"203.0.113.77\"",
            "\"2001:db8:aaaa:bbbb::77\"",
            "\"\\u0032\\u0030\\u0033.0.113.77, x\"",
            "1.10",
            "null",
            "true",
            "\"\\\"\""
        );
        var json = Gen.Recursive<string>(
            (depth, inner) =>
                depth > 3
                    ? scalar
                    : Gen.Frequency(
                        (2, scalar),
                        (1, inner.List[0, 3].Select(items => $"[{string.Join(',', items)}]")),
                        (
                            4,
                            Gen.Select(name, inner)
                                .List[0, 4]
                                .Select(members =>
                                    $"{{{string.Join(',', members.DistinctBy(m => m.Item1).Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}"
                                )
                        )
                    )
        );
        json.Sample(
            text =>
                JsonNode.Parse(Cut(text))?.ToJsonString().Length is null or > 0
                && NamesOf(JsonNode.Parse(Cut(text))).SequenceEqual(NamesOf(JsonNode.Parse(text))),
            seed: "0000KOIcHYA4",
            iter: 2000,
            threads: 1
        );
    }

    static IEnumerable<string> NamesOf(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => NamesOf(member.Value).Prepend(member.Key)),
            JsonArray items => items.SelectMany(NamesOf),
            _ => [],
        };

    static string Cut(string json) => Encoding.UTF8.GetString(StoredAddresses.Cut(Encoding.UTF8.GetBytes(json), out _).Span);
}
