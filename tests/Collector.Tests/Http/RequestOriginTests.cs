using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Http;

public sealed class RequestOriginTests
{
    const string Shop = "https://shop.example";

    [Theory]
    [InlineData("POST", "", true)]
    [InlineData("POST", "Origin: https://shop.example", true)]
    [InlineData("POST", "Origin: https://evil.example", false)]
    [InlineData("POST", "Referer: https://evil.example/page", true)] // Browsers send an Origin with every POST.
    [InlineData("GET", "", true)]
    [InlineData("GET", "Referer: https://shop.example/a?b", true)]
    [InlineData("GET", "Referer: https://shop.example:8443/", false)]
    [InlineData("GET", "Referer: https://evil.example/page", false)]
    [InlineData("GET", "Referer: https://evil.example/page\nOrigin: https://shop.example", true)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site", false)]
    [InlineData("GET", "Referer: no address", true)]
    public void A_key_for_one_site_is_not_used_by_the_pages_of_another(string method, string headers, bool isAllowed)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        foreach (var header in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")))
            request.Headers[header[0]] = header[1];

        var origin = RequestOrigin.Of(request);
        Assert.Equal(isAllowed, new WriteKey("id", "web", KeyKind.Browser, [Shop]).Allows(origin));
        Assert.True(new WriteKey("id", "web", KeyKind.Browser, []).Allows(origin));
    }
}
