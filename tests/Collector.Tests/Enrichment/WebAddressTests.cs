using Analytics.Collector.Enrichment;
using CsCheck;

namespace Collector.Tests.Enrichment;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://shop.example/a/b?x=1#y")]
    [InlineData("http://shop.example")]
    [InlineData("https://a-b.example/?")]
    [InlineData("https://shop.example?utm_source=x")]
    [InlineData("https://shop.example/:80?%41=a%zz")]
    [InlineData("https://shop.example/?utm%5Fsource=x")]
    public void Cuts_an_ordinary_address_by_hand(string text)
    {
        Assert.NotNull(WebAddress.Ordinary(text));
        AssertSame(text);
    }

    [Theory]
    [InlineData("https://SHOP.example/")]
    [InlineData("https://user:word@shop.example/")]
    [InlineData("https://shop.example:8443/a")]
    [InlineData("https://shop.example/a/../b")]
    [InlineData("https://shop.example/ä b")]
    [InlineData("https://1.2.3.4/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https:///path")]
    [InlineData("ftp://shop.example/")]
    [InlineData("shop.example/a")]
    [InlineData("")]
    public void Leaves_an_unusual_address_to_Uri(string text)
    {
        Assert.Null(WebAddress.Ordinary(text));
        AssertSame(text);
    }

    [Theory]
    [InlineData("https://b\u00fccher.example/", "xn--bcher-kva.example")]
    [InlineData("https://B\u00dcCHER.example:8443/", "xn--bcher-kva.example")]
    [InlineData("https://XN--BCHER-KVA.example/", "xn--bcher-kva.example")]
    [InlineData("https://\u4f8b\u3048.jp/", "xn--r8jz45g.jp")]
    [InlineData("https://shop.example/", "shop.example")]
    [InlineData("https://SHOP.example/", "shop.example")]
    [InlineData("https://[2001:DB8::1]/", "[2001:db8::1]")]
    [InlineData("https://1.2.3.4/", "1.2.3.4")]
    public void A_host_has_one_form(string text, string host) => Assert.Equal(host, WebAddress.Of(text)?.Host);

    [Theory]
    [InlineData("xn--")]
    [InlineData("xn--a")]
    [InlineData("\u00e9..example")]
    [InlineData("\u00ad")]
    [InlineData("\u200d.example")]
    [InlineData("\ufffd.example")]
    [InlineData("a_\u00e9.example")]
    public void No_host_is_an_exception(string host)
    {
        WebAddress.Of($"https://{host}/");
        WebAddress.Of($"https://{string.Concat(Enumerable.Repeat(host, 40))}.example/");
        ReferrerDomain.Of($"android-app://{host}/", null);
    }

    [Fact]
    public void Its_parser_and_Uri_agree() =>
        Gen.Select(
                Gen.OneOf("https://", "http://", "HTTPS://", "ftp://", ""),
                Gen.OneOf(
                    "shop.example",
                    "a.b-c.example",
                    "-a.example",
                    "a..b",
                    "a.-b.example",
                    "x",
                    "1.2.3.4",
                    "0x7f.1",
                    "shop.example.",
                    "EXAMPLE",
                    "a_b.example",
                    "é.example"
                ),
                Gen.OneOf("", "/", "/a", "?a", "#f", ":80", "@").List[0, 2],
                Gen.OneOf(
                    "a",
                    "/",
                    "..",
                    "/.",
                    "%41",
                    "%zz",
                    " ",
                    "é",
                    "\\",
                    "?",
                    "#",
                    "utm_source=x",
                    "&",
                    "=",
                    "+",
                    "'",
                    "\"",
                    "<",
                    "|",
                    "^",
                    "\u0085"
                ).List[0, 5]
            )
            .Sample(
                (scheme, host, middle, rest) => Same(scheme + host + string.Concat(middle) + string.Concat(rest)),
                seed: "0000KOIcHYA4",
                iter: 10_000,
                threads: 1
            );

    static void AssertSame(string text) => Assert.True(Same(text), $"{text}: {WebAddress.Of(text)}, by Uri {WebAddress.Any(text)}");

    static bool Same(string text) =>
        (WebAddress.Of(text), WebAddress.Any(text)) switch
        {
            (null, null) => true,
            ({ } mine, { } uris) => mine.Host == uris.Host
                && mine.Path == uris.Path
                && Query(mine.Query) == Query(uris.Query)
                && Query(mine.Fragment) == Query(uris.Fragment),
            _ => false,
        };

    /// <summary>Returns two parameters of a query or fragment, which is how the collector uses it.</summary>
    static (string?, string?) Query(ReadOnlyMemory<char> query) =>
        (Analytics.Collector.Enrichment.Query.Value(query.Span, "utm_source"), Analytics.Collector.Enrichment.Query.Value(query.Span, "a"));
}
