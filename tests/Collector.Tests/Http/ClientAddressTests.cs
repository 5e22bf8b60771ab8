using System.Net;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Http;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Http;

public sealed class ClientAddressTests
{
    static readonly ClientAddress _addresses = new(new ProxyOptions { KnownNetworks = ["10.0.0.0/8"] });

    [Theory]
    [InlineData("203.0.113.9", null, "203.0.113.9")]
    [InlineData("203.0.113.9", "198.51.100.7", "203.0.113.9")]
    [InlineData("10.1.2.3", "198.51.100.7", "198.51.100.7")]
    [InlineData("10.1.2.3", "6.6.6.6, 198.51.100.7, 10.9.9.9", "198.51.100.7")]
    [InlineData("::ffff:10.1.2.3", "2001:db8:1:2::3", "2001:db8:1:2::3")]
    [InlineData("10.1.2.3", "203.0.113.7:51234", "203.0.113.7")]
    [InlineData("10.1.2.3", "6.6.6.6, 203.0.113.7:51234, 10.9.9.9:80", "203.0.113.7")]
    [InlineData("10.1.2.3", "[2001:db8:1:2::3]:443", "2001:db8:1:2::3")]
    [InlineData("10.1.2.3", "51234", "10.1.2.3")]
    [InlineData("10.1.2.3", "nonsense", "10.1.2.3")]
    public void Believes_only_its_proxies(string remote, string? forwarded, string expected) =>
        Assert.Equal(expected, _addresses.Whole(Request(remote, forwarded))?.ToString());

    [Theory]
    [InlineData("10.1.2.3", "pl", "PL")]
    [InlineData("10.1.2.3", "XX", null)]
    [InlineData("10.1.2.3", "T1", null)]
    [InlineData("203.0.113.9", "pl", null)]
    public void Takes_the_country_from_its_proxies(string remote, string country, string? expected) =>
        Assert.Equal(expected, CountryCode.Of(_addresses.CountryHeader(Request(remote, null, country))));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.0")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.0")]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::")]
    public void Keeps_only_the_network(string address, string expected) => Assert.Equal(expected, CutAddress.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.77", true)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.77", true)]
    [InlineData("203.0.113.9", "203.0.114.9", false)]
    [InlineData("2001:db8:1:2::3", "2001:db8:1:ffff::", true)]
    [InlineData("2001:db8:1:2::3", "2001:db8:2:2::3", false)]
    [InlineData("32.1.4.0", "2001:400::", false)]
    public void Numbers_networks(string one, string other, bool isSame) =>
        Assert.Equal(isSame, _addresses.NetworkOf(Request(one, null)) == _addresses.NetworkOf(Request("10.1.2.3", other)));

    static DefaultHttpContext Request(string remote, string? forwarded, string? country = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        context.Request.Headers["X-Country"] = country;
        return context;
    }
}
