using Analytics.Collector.Enrichment.UserAgents;
using Collector.Tests.Processing;
using CsCheck;

namespace Collector.Tests.Enrichment.UserAgents;

public sealed class UserAgentDataTests
{
    const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    [Theory]
    [InlineData(Chrome, "Chrome", "Windows", "desktop")]
    [InlineData(Chrome + " Edg/126.0.0.0", "Edge", "Windows", "desktop")]
    [InlineData(Chrome + " OPR/111.0.0.0", "Opera", "Windows", "desktop")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", "Windows", "desktop")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", "Ubuntu", "desktop")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
        "Safari",
        "macOS",
        "desktop"
    )]
    [InlineData(
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Chrome",
        "Chrome OS",
        "desktop"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
            + "Mobile/15E148 Safari/604.1",
        "Mobile Safari",
        "iOS",
        "mobile"
    )]
    [InlineData(
        "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mobile Safari",
        "iOS",
        "tablet"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "Chrome Mobile",
        "Android",
        "mobile"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 "
            + "Mobile Safari/537.36",
        "Samsung Internet",
        "Android",
        "mobile"
    )]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 13; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Chrome",
        "Android",
        "tablet"
    )]
    [InlineData(
        "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/2.2 Chrome/63.0.3239.84 "
            + "TV Safari/537.36",
        "Samsung Internet",
        "Tizen",
        "tv"
    )]
    [InlineData("okhttp/4.12.0", "okhttp", null, "mobile")]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot", null, "bot")]
    [InlineData("nothing that is known", null, null, "other")]
    public void Classifies_a_user_agent(string userAgent, string? browser, string? os, string device) =>
        Assert.Equal(new UserAgentFacts(browser, os, device), Processed.UserAgents.Of(userAgent));

    [Fact]
    public void Reads_only_the_beginning_of_a_long_one() =>
        Assert.Equal("Chrome", Processed.UserAgents.Of(Chrome + new string('x', 60_000) + " Edg/126.0.0.0").Browser);

    /// <summary>No text makes the parser throw, and a text of all parts that the rules look for ends in time.</summary>
    [Fact]
    public void Takes_whatever_a_client_sends()
    {
        var words = Gen.OneOf(
            "bot ",
            "spider/",
            "Mozilla/5.0 (",
            "Android ",
            "crawl",
            "A-Za",
            "Archiver",
            "Chrome/1",
            "\u212A",
            "ſ",
            "\0",
            "\uD800",
            ";",
            "; Build/",
            "Opera Mini",
            "Mobile Safari",
            "1.2.3"
        );
        words
            .Array[0, 60]
            .Select(string.Concat)
            .Sample(text => Processed.UserAgents.Of(text).Device is not null, seed: "0000KOIcHYA4", iter: 500, threads: 1);
    }
}
