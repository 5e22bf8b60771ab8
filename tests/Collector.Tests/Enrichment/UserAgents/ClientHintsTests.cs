using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Contracts;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Enrichment.UserAgents;

public sealed class ClientHintsTests
{
    [Theory]
    [InlineData(
        """
            "Not/A)Brand";v="8", "Chromium";v="126", "Google Chrome";v="126"
            """,
        "Google Chrome"
    )]
    [InlineData(
        """
            "Microsoft Edge";v="126", " Not;A Brand";v="99", "Chromium";v="126"
            """,
        "Microsoft Edge"
    )]
    [InlineData(
        """
            "Chromium";v="126", "Microsoft Edge WebView2";v="126", "Microsoft Edge";v="126"
            """,
        "Microsoft Edge"
    )]
    [InlineData(
        """
            "Chromium";v="126", "Android WebView";v="126"
            """,
        "Android WebView"
    )]
    [InlineData(
        """
            "(Not(A:Brand";v="99", "Chromium";v="126"
            """,
        "Chromium"
    )]
    [InlineData(
        """
            "Say \"hello\", world";v="1,2"
            """,
        "Say \"hello\", world"
    )]
    [InlineData("Chrome", null)]
    [InlineData("\"", null)]
    [InlineData("", null)]
    public void Finds_the_browser_among_the_brands(string header, string? brand) =>
        Assert.Equal(brand, Of(("Sec-CH-UA", header), ("Sec-CH-UA-Mobile", "?0"))!.Brand);

    [Fact]
    public void Reads_every_hint() =>
        Assert.Equal(
            new ClientHints("Opera", "Android", true, "Pixel 8"),
            Of(
                ("Sec-CH-UA", "\"Opera\";v=\"111\""),
                ("Sec-CH-UA-Platform", "\"Android\""),
                ("Sec-CH-UA-Mobile", "?1"),
                ("Sec-CH-UA-Model", "\"Pixel 8\"")
            )
        );

    [Fact]
    public void Without_headers_there_are_no_hints() => Assert.Null(Of());

    [Theory]
    [InlineData(
        """{"brands":[{"brand":"Not A;Brand"},{"brand":"Opera"}],"mobile":true,"platform":"Android","model":"K"}""",
        "Opera",
        "Android",
        true,
        "K"
    )]
    [InlineData("""{"brands":"x","mobile":"yes","platform":7}""", null, null, null, null)]
    [InlineData("""{"brands":[7,{"brand":null},{}],"platform":""}""", null, null, null, null)]
    public void Reads_the_values_that_a_pages_script_was_given(string json, string? brand, string? platform, bool? mobile, string? model) =>
        Assert.Equal(
            new ClientHints(brand, platform, mobile, model),
            ClientHints.Of(new RawJson(System.Text.Encoding.UTF8.GetBytes(json)))
        );

    [Theory]
    [InlineData("Google Chrome", false, "Chrome")]
    [InlineData("Google Chrome", true, "Chrome Mobile")]
    [InlineData("Microsoft Edge", true, "Edge Mobile")]
    [InlineData("Vivaldi", false, "Vivaldi")]
    public void Calls_a_browser_what_uap_core_calls_it(string brand, bool mobile, string expected) =>
        Assert.Equal(expected, BrandName.Of(brand, mobile));

    [Theory]
    [InlineData("iOS", "iOS")]
    [InlineData("Mac OS X", "macOS")]
    [InlineData("macOS", "macOS")]
    [InlineData("Chromium OS", "Chrome OS")]
    [InlineData(" windows ", "Windows")]
    [InlineData("Fuchsia", "Fuchsia")]
    [InlineData("Unknown", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_operating_system_has_one_name(string? given, string? expected) => Assert.Equal(expected, OsName.Of(given));

    static ClientHints? Of(params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
            dictionary[name] = value.Trim();

        return ClientHints.Of(dictionary);
    }
}
