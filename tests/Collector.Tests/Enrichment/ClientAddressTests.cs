using System.Net;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Settings;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Enrichment;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.9", null, "203.0.113.0")]
    [InlineData("203.0.113.9", "198.51.100.7", "203.0.113.0")]
    [InlineData("10.1.2.3", "198.51.100.7", "198.51.100.0")]
    [InlineData("10.1.2.3", "6.6.6.6, 198.51.100.7, 10.9.9.9", "198.51.100.0")]
    [InlineData("::ffff:10.1.2.3", "2001:db8:1:2::3", "2001:db8:1::")]
    [InlineData("10.1.2.3", "nonsense", "10.1.2.0")]
    public void Believes_only_its_proxies_and_cuts(string remote, string? forwarded, string expected) =>
        Assert.Equal(expected, new ClientAddress(new GatewayOptions { Proxies = ["10.0.0.0/8"] }).Of(Request(remote, forwarded)));

    [Theory]
    [InlineData("10.1.2.3", "pl", "PL")]
    [InlineData("10.1.2.3", "XX", null)]
    [InlineData("203.0.113.9", "pl", null)]
    public void Takes_the_country_from_its_proxies(string remote, string country, string? expected) =>
        Assert.Equal(expected, new ClientAddress(new GatewayOptions { Proxies = ["10.0.0.0/8"] }).Country(Request(remote, null, country)));

    static DefaultHttpContext Request(string remote, string? forwarded, string? country = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        context.Request.Headers["X-Country"] = country;
        return context;
    }
}
