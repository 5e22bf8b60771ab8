using System.Text;
using System.Text.Json;
using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Dialects.Posthog;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Processing;
using Analytics.Contracts;
using Collector.Tests.Processing;

namespace Collector.Tests.Delivery.Duplicates;

/// <summary>The identity of an event, read from the messages that the collector writes.</summary>
public sealed class EventIdentityTests
{
    static readonly EventIdentity _identity = new(new Topics("t"));

    [Fact]
    public void An_event_is_its_source_and_its_id_whatever_else_it_says()
    {
        var one = Of("""{"messageId":"m-1","type":"page","userId":"u"}""");
        Assert.Equal(one, Of("""{"messageId":"m-1","type":"track","event":"e","userId":"v","timestamp":"2026-01-01T00:00:00Z"}"""));
        Assert.NotEqual(one, Of("""{"messageId":"m-2","type":"page","userId":"u"}"""));

        // An event without a live text.
        Assert.Equal(one, Of("""{"messageId":"m-1","type":"track","event":"a~b","userId":"u"}"""));
    }

    [Fact]
    public void A_public_key_cannot_claim_the_id_of_a_servers_event()
    {
        const string body = """{"messageId":"m-1","type":"track","event":"order","userId":"u"}""";
        Assert.NotEqual(Of(body), Of(Processed.From(body, Processed.Facts(KeyKind.Server))));
    }

    [Theory]
    [InlineData("quote \\\" and \\\\", "quote \\\" and \\\\\\\\")]
    [InlineData("a", "a\\\",\\\"source\\\":\\\"web")]
    [InlineData("é", "e")]
    public void No_id_can_be_written_like_another(string one, string other)
    {
        Assert.Equal(Of(Page(one)), Of(Page(one)));
        Assert.NotEqual(Of(Page(one)), Of(Page(other)));
    }

    [Fact]
    public void The_message_begins_with_its_members()
    {
        // Without an identity no retry would be recognized.
        var value = Encoding.UTF8.GetString(Processed.From(Page("m-1")).Outgoing[0].Value);
        Assert.StartsWith(LiveText.Start, value);
        Assert.Contains("\",\"event_id\":\"m-1\",\"source\":\"web\",", value);
    }

    [Fact]
    public void A_rejected_event_is_what_the_client_sent_whenever_it_was_sent()
    {
        const string bad = """{"batch":[{"type":"track","messageId":"m-1","userId":"u"}],"sentAt":"SENT"}""";
        Assert.Equal(Of(bad.Replace("SENT", "2026-01-01T00:00:00Z")), Of(bad.Replace("SENT", "2026-01-01T00:00:07Z")));
        Assert.Equal(Of(bad), Of("""{"type":"track","messageId":"m-1","userId":"u"}"""));
        Assert.Equal(Of(bad), Of("""{"sentAt":"2026-01-01T00:00:00Z","type":"track","messageId":"m-1","userId":"u"}"""));
        Assert.NotEqual(Of(bad), Of(bad.Replace("m-1", "m-2")));

        // The same id with another error is another event.
        Assert.NotEqual(
            Of("""{"type":"track","messageId":"m-1","userId":"u"}"""),
            Of("""{"type":"walk","messageId":"m-1","userId":"u"}""")
        );
    }

    [Fact]
    public void A_retry_of_PostHog_is_the_same_rejected_event()
    {
        const string bad = """{"uuid":"m-1","event":7,"distinct_id":"u","sent_at":"2026-01-01T00:00:0SZ","offset":S500,"properties":{}}""";
        Assert.Equal(Posthog("m-1", "1"), Posthog("m-1", "7"));
        Assert.NotEqual(Posthog("m-1", "1"), Posthog("m-2", "1"));

        static Fingerprint Posthog(string id, string second) =>
            Of(Processed.From(bad.Replace("m-1", id).Replace("S", second), dialect: new PosthogDialect()));
    }

    [Fact]
    public void A_retry_of_Segments_SDK_is_the_same_rejected_event()
    {
        // The SDK counts its attempts from the second on.
        const string bad = """{"type":"track","messageId":"m-1","userId":"u","sentAt":"2026-01-01T00:00:00Z"}""";
        Assert.Equal(Of(bad), Of(bad.Replace("}", ""","_metadata":{"bundled":["Segment.io"],"retryCount":2}}""")));
        Assert.Equal(Of(bad), Of(bad.Replace("{", """{"_metadata":{"retryCount":3},""")));
        Assert.NotEqual(Of(bad), Of(bad.Replace("}", ""","properties":{"_metadata":{"retryCount":2}}}""")));
    }

    [Theory]
    [InlineData("""{"sentAt":1,"sentAt":2,"type":"walk","offset":3,"sent_at":4,"userId":"u","sentAt":5,"offset":6}""")]
    [InlineData("""{"type":"walk","sentAt":{"sentAt":[1]},"userId":"u"}""")]
    [InlineData("""{"type":"walk","userId":"u","_metadata":1,"sentAt":2}""")]
    public void Every_sending_time_is_removed_with_one_comma(string bad) => Assert.Equal(Of("""{"type":"walk","userId":"u"}"""), Of(bad));

    /// <summary>A test of quadratic time would not end.</summary>
    [Fact]
    public void Many_sending_times_are_removed_in_linear_time()
    {
        foreach (var member in (string[])["\"sentAt\":0", "\"sent_at\":0", "\"offset\":0", "\"_metadata\":{}"])
            Assert.Equal(Rejected("{\"a\":1}"), Rejected($"{{{string.Join(',', Enumerable.Repeat(member, 800_000))},\"a\":1}}"));

        static Fingerprint Rejected(string original) =>
            _identity.Of("t.rejected", JsonSerializer.SerializeToUtf8Bytes(new { source = "web", original }));
    }

    [Fact]
    public void Originals_that_are_not_kept_whole_are_told_apart()
    {
        var withheld = Processed.Facts() with { Wishes = PrivacyWishes.Gpc };
        Assert.Equal(Of(Processed.From(Line("a"), withheld, lines: true)), Of(Processed.From(Line("a"), withheld, lines: true)));
        Assert.NotEqual(Of(Processed.From(Line("a"), withheld, lines: true)), Of(Processed.From(Line("b"), withheld, lines: true)));

        Assert.Equal(Of(Processed.From(Large('a'))), Of(Processed.From(Large('a'))));
        Assert.NotEqual(Of(Processed.From(Large('a'))), Of(Processed.From(Large('b'))));

        static string Line(string text) => $"{{\"{text}\":\n{{\"type\":\"page\",\"userId\":\"u\"}}";
        static string Large(char end) =>
            $$"""{"type":"track","messageId":"m-1","userId":"u","p":"{{new string('x', 1_100_000)}}{{end}}"}""";
    }

    [Fact]
    public void A_rejected_event_and_the_repaired_one_are_two() =>
        Assert.NotEqual(
            Of("""{"type":"track","messageId":"m-1","userId":"u"}"""),
            Of("""{"type":"track","messageId":"m-1","userId":"u","event":"e"}""")
        );

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"event_id\":\"never ends")]
    [InlineData("{\"source\":\"web\",\"original\":\"\\ud800\"}")]
    public void Every_message_in_Kafka_has_one(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Assert.Equal(_identity.Of("t.events", bytes), _identity.Of("t.events", bytes));
        Assert.Equal(_identity.Of("t.rejected", bytes), _identity.Of("t.rejected", bytes));
    }

    static string Page(string id) => $$"""{"messageId":"{{id}}","type":"page","userId":"u"}""";

    static Fingerprint Of(string body) => Of(Processed.From(body));

    static Fingerprint Of(ProcessedRequest request) => _identity.Of(request.Outgoing[0].Topic, request.Outgoing[0].Value);
}
