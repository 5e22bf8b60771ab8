using System.Text;
using System.Text.Json.Nodes;
using Analytics.Collector.Keys;
using Analytics.Collector.Processing;

namespace Collector.Tests.Processing;

/// <summary>Golden cases <c>replayed</c> and <c>replayed_again_rejected</c> show the outcome of a replayed event.</summary>
public sealed class ReplayReaderTests
{
    const string Good = """
        {"source":"shop","channel":"server","received_at":"2025-12-24T10:00:00.250Z","replay_of":"T/t/0/1",
         "original":{"type":"page","userId":"u"}}
        """;

    [Theory]
    [InlineData("original", null)]
    [InlineData("original", "[]")]
    [InlineData("original", "\"{}\"")]
    [InlineData("source", null)]
    [InlineData("source", "\"\"")]
    [InlineData("source", "7")]
    [InlineData("source", "\"a\\nb\"")]
    [InlineData("source", "\"\\ud800\"")]
    [InlineData("channel", "\"operator\"")]
    [InlineData("dialect", "\"smoke\"")]
    [InlineData("privacy", "\"none\"")]
    [InlineData("replay_of", null)]
    [InlineData("received_at", null)]
    [InlineData("received_at", "\"soon\"")]
    [InlineData("received_at", "\"1999-12-31T23:59:59Z\"")]
    [InlineData("received_at", "\"2026-01-01T12:00:00.151Z\"")] // A millisecond after the request.
    public void Refuses_the_request(string member, string? value)
    {
        var changed = JsonNode.Parse(Good)!.AsObject();
        changed.Remove(member);
        var body = value is null ? changed.ToJsonString() : $"{changed.ToJsonString()[..^1]},\"{member}\":{value}}}";

        Assert.Null(Problem(Good));
        Assert.Equal("replay_invalid", Problem(body));
        Assert.Equal("replay_invalid", Problem($"[{Good},{body}]"));
    }

    [Theory]
    [InlineData("""{"type":"page","userId":"u"}""")]
    [InlineData("[7]")]
    public void Refuses_what_is_no_replayed_event(string body) => Assert.Equal("replay_invalid", Problem(body));

    [Theory]
    [InlineData("browser")]
    [InlineData("server")]
    public void These_members_are_ignored_from_other_keys(string channel)
    {
        var kind = Enum.Parse<KeyKind>(channel, ignoreCase: true);
        const string members = "\"source\":\"shop\",\"channel\":\"server\",\"received_at\":\"2025-12-24T10:00:00Z\",\"replay_of\":\"x\"";
        var body = $$$"""{{{{members}}},"privacy":"anonymized","type":"page","userId":"u","original":{"type":"page","userId":"other"}}""";

        var stored = Processed.From(body, Processed.Facts(kind)).Value();
        Assert.Equal(
            ("web", channel, "2026-01-01T12:00:00.150Z", "u", null),
            (
                (string?)stored["source"],
                (string?)stored["channel"],
                (string?)stored["received_at"],
                (string?)stored["user_id"],
                (string?)stored["privacy"]
            )
        );
        Assert.Equal("shop", (string?)stored["context"]!["extra"]!["source"]);

        var rejected = Processed.From(Good, Processed.Facts(kind));
        Assert.Equal(("t.rejected", "web"), (rejected.Outgoing[0].Topic, (string?)rejected.Value()["source"]));
        Assert.Equal("2026-01-01T12:00:00.150Z", (string?)rejected.Value()["received_at"]);
        Assert.Null(rejected.Value()["replay_of"]);
    }

    [Fact]
    public void The_limits_of_an_event_hold_for_the_original()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 31)) + "1" + new string('}', 31);
        Assert.Null(Code(Original($$$"""{"type":"page","userId":"u","properties":{{{deep}}}}""")));
        Assert.Equal("too_deep", Code(Original($$$"""{"type":"page","userId":"u","properties":{"a":{{{deep}}}}}""")));
        Assert.Equal("event_too_large", Code(Original($$"""{"type":"page","userId":"u","x":"{{new string('x', 65536)}}"}""")));
        Assert.Equal("text_invalid", Code(Original("""{"type":"page","userId":"u\u0000"}""")));
    }

    [Fact]
    public void An_event_without_identity_has_the_same_id_at_each_attempt_and_another_than_its_neighbor()
    {
        var ids = new[] { Good, Good, Good.Replace("T/t/0/1", "T/t/0/2") }.Select(body => (string?)From(body).Value()["event_id"]).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    static string Original(string original) => Good.Replace("""{"type":"page","userId":"u"}""", original);

    static string? Code(string body) => From(body).Results[0].Code;

    static string? Problem(string body) => From(body).Problem?.Code;

    static ProcessedRequest From(string body)
    {
        var outcome = Processed.From(Encoding.UTF8.GetBytes(body), Processed.Facts(KeyKind.Operator));
        return outcome.Value ?? ProcessedRequest.Refused(Processed.Facts(), outcome.Problem!);
    }
}
