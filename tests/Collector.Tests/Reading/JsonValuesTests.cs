using Analytics.Collector.Dialects;
using Analytics.Collector.Dialects.Posthog;
using Collector.Tests.Processing;

namespace Collector.Tests.Reading;

/// <summary>A number that no type holds is data, wherever a number is read.</summary>
public sealed class JsonValuesTests
{
    static readonly string[] _numbers =
    [
        "1e99999999999",
        "-1e99999999999",
        "1e-99999999999",
        "1e400",
        "0e99999999999",
        "1E+00000000000000000000000000000400",
        new('9', 1_000),
        $"-0.{new string('1', 998)}",
        $"1.{new string('0', 900)}e999",
    ];

    [Theory]
    [InlineData(""","context":{"screen":{"width":N}}""")]
    [InlineData(""","context":{"screen":{"width":"N"}}""")]
    [InlineData(""","context":{"gpc":N,"doNotTrack":N,"consent":{"analytics":N},"ip":N,"device":{"type":N},"location":{"city":N}}""")]
    [InlineData(""","context":{"userAgentData":{"mobile":N,"brands":[{"brand":N,"version":N}]}}""")]
    [InlineData(""","properties":{"revenue":N,"currency":N,"url":N}""")]
    [InlineData(""","properties":{"revenue":"N"}""")]
    [InlineData(""","properties":{"$ip":N,"clientIP":[N,{"a":N}]},"request_ip":N""")]
    [InlineData(""","timestamp":N,"sentAt":N""")]
    [InlineData(""","timestamp":"N","sentAt":"N","originalTimestamp":"N" """)]
    [InlineData(""","offset":N,"properties":{"$screen_width":N,"$time":N}""")]
    [InlineData(""","offset":"N" """)]
    [InlineData(""","messageId":N,"sessionId":N,"groupId":N,"historical":N,"unknown":N""")]
    [InlineData(""","traits":{"a":N},"type":N""")]
    public void No_number_is_an_exception(string members)
    {
        foreach (var number in _numbers)
        {
            foreach (var dialect in (Analytics.Collector.Processing.Dialect[])[new NativeDialect(), new PosthogDialect()])
            {
                var body = """{"type":"track","event":"e","userId":"u","distinct_id":"u" """ + members.Replace("N", number) + "}";
                Assert.Single(Processed.From(body, dialect: dialect).Outgoing);
            }
        }
    }

    [Theory]
    [InlineData("1e99999999999", null)]
    [InlineData("1e-99999999999", null)]
    [InlineData("100001", null)]
    [InlineData("390.5", 390)]
    [InlineData("\"390\"", 390)]
    public void A_screen_has_a_width_that_fits(string width, int? expected) =>
        Assert.Equal(
            expected,
            (int?)Processed.From("""{"type":"page","userId":"u","context":{"screen":{"width":""" + width + "}}}").Value()["screen_width"]
        );
}
