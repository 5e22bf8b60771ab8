using System.Text;
using System.Text.Json;
using Analytics.Collector.Reading;
using CsCheck;

namespace Collector.Tests.Reading;

/// <summary>Golden cases <c>half_a_surrogate_pair*</c> show the outcome of an event.</summary>
public sealed class LoneSurrogatesTests
{
    [Theory]
    [InlineData("""["\ud83d"]""", """["\ufffd"]""")]
    [InlineData("""["\uDE00x"]""", """["\ufffdx"]""")]
    [InlineData("""["\ud83d\ud83d\ude00"]""", """["\ufffd\ud83d\ude00"]""")]
    [InlineData("""["\ud83d\u0041"]""", """["\ufffd\u0041"]""")]
    [InlineData("""["\ud83d","\ude00"]""", """["\ufffd","\ufffd"]""")]
    [InlineData("""{"\ud83d":1}""", """{"\ufffd":1}""")]
    [InlineData("""["\\ud83d"]""", """["\\ud83d"]""")]
    [InlineData("""["\\\ud83d"]""", """["\\\ufffd"]""")]
    [InlineData("""["\ud83d\ude00\ud7ff\ue000"]""", """["\ud83d\ude00\ud7ff\ue000"]""")]
    public void Replaces_half_a_pair(string json, string expected) => Assert.Equal(expected, Replaced(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Replaces_one_in_three_bytes_and_nothing_that_begins_like_it()
    {
        Assert.Equal("[\"\uFFFD\"]", Replaced([.. "[\""u8, 0xED, 0xA0, 0xBD, .. "\"]"u8]));
        Assert.Equal("[\"\uD55C\"]", Replaced("[\"\uD55C\"]"u8.ToArray()));
        byte[] cut = [.. "[\""u8, 0xED];
        Assert.Equal(cut, LoneSurrogates.Replace(cut).ToArray());
    }

    [Fact]
    public void Returns_the_same_memory_when_there_is_nothing_to_replace()
    {
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes("""{"a":"\ud83d\ude00 \" \\"}""");
        Assert.Equal(json, LoneSurrogates.Replace(json));
    }

    [Fact]
    public void Every_result_is_readable_text_of_the_same_length() =>
        Gen.OneOf("\\ud83d", "\\uDE00", "\\\\", "\\\"", "\\u0041", "\\/", "x", "\u00e9", "ud83d", "\uD83D\uDE00")
            .List[0, 12]
            .Sample(
                parts =>
                {
                    var json = Encoding.UTF8.GetBytes($"[\"{string.Concat(parts)}\"]");
                    var replaced = LoneSurrogates.Replace(json);
                    return replaced.Length == json.Length && JsonDocument.Parse(replaced).RootElement[0].GetString() is not null;
                },
                seed: "0000KOIcHYA4",
                iter: 5000,
                threads: 1
            );

    static string Replaced(byte[] json) => Encoding.UTF8.GetString(LoneSurrogates.Replace(json).Span);
}
