using Analytics.Collector.Http;

namespace Collector.Tests.Http;

public sealed class WrittenAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData(" 203.0.113.7:51234 ", "203.0.113.7")]
    [InlineData("\"203.0.113.7\"", "203.0.113.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("\"[2001:db8::1]:443\"", "2001:db8::1")]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("203.0.113.7:", null)]
    [InlineData("203.0.113.7:x", null)]
    [InlineData("203.0.113.7:70000", null)]
    [InlineData("[2001:db8::1", null)]
    [InlineData("[2001:db8::1]x", null)]
    [InlineData("[203.0.113.7]", null)]
    [InlineData("51234", null)]
    [InlineData("1.2", null)]
    [InlineData("unknown", null)]
    [InlineData("", null)]
    public void Reads_an_address_in_every_form(string text, string? expected) =>
        Assert.Equal(expected, WrittenAddress.Of(text)?.ToString());

    [Theory]
    [InlineData("203.0.113.7, 10.0.0.4", "203.0.113.7")]
    [InlineData("203.0.113.7:51234,10.0.0.4:80", "203.0.113.7")]
    [InlineData("unknown, [2001:db8::1]:443, 10.0.0.4", "2001:db8::1")]
    [InlineData(", ,203.0.113.7", "203.0.113.7")]
    [InlineData("a, b", null)]
    public void Reads_the_first_of_a_list(string text, string? expected) =>
        Assert.Equal(expected, WrittenAddress.FirstOf(text)?.ToString());

    [Fact]
    public void Reads_a_short_list_only() => Assert.Null(WrittenAddress.FirstOf(new string(',', 100_000) + "203.0.113.7"));
}
