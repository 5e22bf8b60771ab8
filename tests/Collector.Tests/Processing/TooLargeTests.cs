using System.Security.Cryptography;
using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Http;
using Analytics.Collector.Processing;
using Analytics.Contracts;

namespace Collector.Tests.Processing;

/// <summary>An event that no message can hold is rejected alone, and its beginning is kept.</summary>
public sealed class TooLargeTests
{
    const string Good = """{"type":"page","userId":"u"}""";

    [Theory]
    [InlineData(70_000, "utf8")]
    [InlineData(1_153_434, "cut")]
    [InlineData(3_000_000, "cut")]
    public void Only_the_event_that_is_too_large_is_rejected(int length, string encoding)
    {
        var large = Large("x", length);
        var processed = Processed.From($"[{Good},{large},{Good}]");

        Assert.Equal([EventStatus.Ok, EventStatus.Rejected, EventStatus.Ok], processed.Results.Select(result => result.Status));
        Assert.Equal(("event_too_large", "t.rejected"), (processed.Results[1].Code, processed.Outgoing[1].Topic));
        var kept = processed.Value(1);
        Assert.Equal(encoding, (string?)kept["original_encoding"]);
        var original = (string)kept["original"]!;
        Assert.StartsWith(original, large);
        Assert.Equal(encoding == "utf8" ? large.Length : 65_536, original.Length);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(large)));
        Assert.Equal(
            encoding == "cut",
            ((string)kept["message"]!).Contains($"The {large.Length} bytes that were sent have the SHA-256 {hash}")
        );
        Assert.Equal((string?)kept["message"], (string?)kept["reasons"]![0]!["message"]);
    }

    [Fact]
    public void Is_larger_than_the_producer_takes_although_the_limits_allow_it()
    {
        var limits = new LimitsOptions { EventBytes = 1024 * 1024 };
        var large = $$$"""{"type":"track","event":"e","userId":"u","properties":{"x":"{{{new string('x', 1_010_000)}}}"}}""";
        var processed = Processed.From(Encoding.UTF8.GetBytes($"[{Good},{large}]"), narrow: limits).Value!;

        Assert.Equal(
            [(EventStatus.Ok, null), (EventStatus.Rejected, "event_too_large")],
            processed.Results.Select(one => (one.Status, one.Code))
        );
        Assert.All(processed.Outgoing, one => Assert.InRange(one.Bytes, 1, new KafkaOptions().MaxMessageBytes));
    }

    [Fact]
    public void Is_cut_between_characters_whatever_they_need_in_json()
    {
        foreach (var character in (string[])["\u20ac", "\\u0001", "\\\"", "\uD83D\uDE00"])
        {
            foreach (var shift in Enumerable.Range(0, 4))
            {
                var large = Large(new string('x', shift) + string.Concat(Enumerable.Repeat(character, 400_000)), 0);
                var processed = Processed.From($"[{large}]");
                Assert.InRange(processed.Outgoing[0].Value.Length, 65_000, 1_000_000);
                Assert.StartsWith((string)processed.Value()["original"]!, large);
            }
        }
    }

    [Fact]
    public void Neither_key_nor_address_is_in_what_is_kept_or_hashed_text()
    {
        var facts = Processed.Facts() with { PresentedKey = "secret-key"u8.ToArray() };
        var body = $$"""[{"ip":"203.0.113.77","writeKey":"secret-key","type":"page","userId":"u","x":"{{new string('x', 1_200_000)}}"}]""";
        var kept = Processed.From(body, facts).Value();
        Assert.Equal("cut", (string?)kept["original_encoding"]);
        Assert.DoesNotContain("secret-key", kept.ToJsonString());
        Assert.DoesNotContain("203.0.113.77", kept.ToJsonString());
    }

    [Fact]
    public void A_batchs_context_that_is_too_large_still_refuses_the_request() =>
        Assert.Equal(
            RejectionCodes.EventTooLarge,
            Processed.From(Encoding.UTF8.GetBytes($$"""{"context":{"x":"{{new string('x', 70_000)}}"},"batch":[{{Good}}]}""")).Problem?.Code
        );

    static string Large(string text, int length) => $$"""{"type":"page","userId":"u","x":"{{text}}{{new string('x', length)}}"}""";
}
