using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("ios", "mobile")]
    [InlineData("Tablet", "tablet")]
    [InlineData("web", "desktop")]
    [InlineData("tvos", "tv")]
    [InlineData("fridge", "other")]
    public void Equals_the_type_that_the_client_sends(string type, string expected) => Assert.Equal(expected, Device.OfType(type));

    [Theory]
    [InlineData("curl/8", "other")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0", "desktop")]
    [InlineData("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.0; Tablet PC 2.0)", "desktop")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", "desktop")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/126.0", "desktop")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", "mobile")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148", "mobile")]
    [InlineData("okhttp/4.12.0", "mobile")]
    [InlineData("Shop/3.1 CFNetwork/1498.700.2 Darwin/23.6.0", "mobile")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-X910) Chrome/126.0 Safari/537.36", "tablet")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) Mobile/15E148", "tablet")]
    [InlineData("Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0)", "tv")]
    [InlineData("Mozilla/5.0 (Linux; Tizen 2.3; SAMSUNG SM-Z130H) Mobile Safari/538.1", "mobile")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7233) Silk/112", "tv")]
    public void Follows_from_the_user_agent(string userAgent, string expected) => Assert.Equal(expected, Device.OfUserAgent(userAgent));

    [Theory]
    [InlineData("Android", true, "Pixel 8", "mobile")]
    [InlineData("Android", false, "SM-X910", "tablet")]
    [InlineData("Android", false, "BRAVIA 4K VH2", "tv")]
    [InlineData("Android", false, null, null)]
    [InlineData("Windows", false, null, "desktop")]
    [InlineData(null, true, null, "mobile")]
    [InlineData("Fuchsia", false, null, null)]
    public void Follows_from_the_client_hints(string? platform, bool mobile, string? model, string? expected) =>
        Assert.Equal(expected, Device.OfHints(new ClientHints("Google Chrome", platform, mobile, model)));
}
