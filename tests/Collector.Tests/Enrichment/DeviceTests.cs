using Analytics.Collector.Enrichment;

namespace Collector.Tests.Enrichment;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("ios", null, "mobile")]
    [InlineData("Tablet", "anything", "tablet")]
    [InlineData("fridge", null, "other")]
    [InlineData(null, null, null)]
    [InlineData(null, "curl/8", "other")]
    [InlineData(null, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0", "desktop")]
    [InlineData(null, "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", "mobile")]
    [InlineData(null, "Mozilla/5.0 (Linux; Android 14; SM-X910) Chrome/126.0 Safari/537.36", "tablet")]
    [InlineData(null, "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0)", "tv")]
    [InlineData(null, "Mozilla/5.0 (compatible; Googlebot/2.1)", "bot")]
    public void Is_what_the_client_says_else_what_it_looks_like(string? type, string? userAgent, string? expected) =>
        Assert.Equal(expected, Device.Of(type, userAgent));
}
