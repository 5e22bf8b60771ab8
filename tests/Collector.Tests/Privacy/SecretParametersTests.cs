using System.Text;
using System.Text.Json.Nodes;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;
using Collector.Tests.Running;

namespace Collector.Tests.Privacy;

/// <summary>Golden cases <c>*secret_parameters</c> show what becomes of an event.</summary>
public sealed class SecretParametersTests(RunningCollector running)
{
    const string Canary = "canary-s3cret";

    [Theory]
    [InlineData("https://a.example/?token=x", "https://a.example/?token=*")]
    [InlineData("https://a.example/?a=1&TOKEN=x&b=2#code=x", "https://a.example/?a=1&TOKEN=*&b=2#code=*")]
    [InlineData("https://a.example/?token=a=b;c", "https://a.example/?token=*")]
    [InlineData("https://a.example/?token=*&code=", "https://a.example/?token=*&code=")]
    [InlineData("https://a.example/?a=token=x&mytoken=x", "https://a.example/?a=token=x&mytoken=x")]
    [InlineData("/path;sid=x", "/path;sid=*")]
    [InlineData("token=x", "token=x")]
    [InlineData("", "")]
    public void Masks_values_of_secret_parameters(string address, string expected)
    {
        Assert.Equal(expected, MaskedUrl(new PrivacyOptions(), address));
        Assert.Equal(address, MaskedUrl(new PrivacyOptions { SecretParameters = [""] }, address));
        Assert.Equal(address, MaskedUrl(new PrivacyOptions { SecretParameters = [] }, address));
    }

    [Fact]
    public void Masks_a_long_text_in_linear_time()
    {
        foreach (var part in (string[])["=", "&token=x", "?token=", "&token=*", "token=x;"])
            Assert.NotNull(MaskedUrl(new PrivacyOptions(), string.Concat(Enumerable.Repeat(part, 8_000_000 / part.Length))));
    }

    [Theory]
    [InlineData("/v1/events", true)]
    [InlineData("/v1/batch", true)]
    [InlineData("/e/", true)]
    [InlineData("/v1/events", false)]
    public async Task A_secret_in_the_address_of_a_page_is_stored_nowhere(string path, bool isValid)
    {
        var id = Guid.NewGuid().ToString();
        var url = $"https://shop.example/{id}?token={Canary}&utm_source=news#access_token={Canary}";
        var page =
            $$"""{"url":"{{url}}","path":"/{{id}}?token={{Canary}}","search":"?token={{Canary}}","referrer":"{{url}}","title":"{{url}}"}""";
        var (status, _) = await running.PostAsync(
            path,
            $$"""
            {"context":{"page":{{page}} },"batch":[{"messageId":"{{id}}","uuid":"{{id}}","type":"{{(isValid ? "track" : "none")}}",
             "event":"e","userId":"u","distinct_id":"u","context":{"page":{{page}},"old":["{{url}}"] },"traits":{"a":"{{url}}"},
             "properties":{"url":"{{url}}","$current_url":"{{url}}","$referrer":"{{url}}"},"unknown":"{{url}}"}]}
            """
        );
        Assert.Equal(isValid ? 200 : 400, status);
        var arrived = (await running.Kafka.FindAsync("the event", 1, one => Encoding.UTF8.GetString(one.Value).Contains(id))).Single();
        Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(arrived.Value));
        if (isValid)
            Assert.Equal(("news", url.Replace(Canary, "*")), (arrived["utm_source"], arrived["page_url"]));
    }

    /// <summary>SDKs repeat the address with which a session or a visitor began in every later event.</summary>
    [Theory]
    [InlineData("""{"properties":{"$session_entry_url":"URL"}}""", true)]
    [InlineData("""{"properties":{"$session_entry_referrer":"URL"}}""", true)]
    [InlineData("""{"properties":{"$set_once":{"$initial_current_url":"URL"}}}""", true)]
    [InlineData("""{"$set_once":{"$initial_referrer":"URL"}}""", true)]
    [InlineData("""{"context":{"page":{"initial_referrer":"URL","tab_url":"https://a.example/"}}}""", true)]
    [InlineData("""{"context":{"page":{"tab_url":"URL"}}}""", true)]
    [InlineData("""{"properties":{"link":"URL","$initial_referrer":"$direct"}}""", false)]
    [InlineData("""{"properties":{"$initial_referrer":["https://a.example/"],"link":"URL"}}""", false)]
    public void Masks_where_an_earlier_address_has_a_secret(string json, bool isMasked)
    {
        const string url = "https://a.example/?token=";
        var original = json.Replace("URL", $"{url}{Canary}");
        var expected = isMasked ? json.Replace("URL", $"{url}*") : original;
        var input = new InputEvent { Original = Encoding.UTF8.GetBytes(original) };
        new SecretParameters(new PrivacyOptions()).Mask(input);
        Assert.Equal(expected, Encoding.UTF8.GetString(input.Original.Span));

        var shared = new InputEvent { Original = "{}"u8.ToArray() };
        shared.Context.Shared = new RawJson(Encoding.UTF8.GetBytes(original));
        new SecretParameters(new PrivacyOptions()).Mask(shared);
        Assert.Equal(expected, Encoding.UTF8.GetString(shared.Context.Shared.Value.Utf8.Span));
    }

    [Fact]
    public async Task A_blank_name_turns_it_off()
    {
        await using var collector = await running.StartAnotherAsync("Privacy:SecretParameters:0=");
        var id = Guid.NewGuid().ToString();
        using var content = new StringContent(
            $$"""{"writeKey":"demo","messageId":"{{id}}","type":"page","userId":"u","properties":{"url":"https://a.example/?token=x"} }"""
        );
        using var response = await collector.Http.PostAsync("/v1/events", content, TestContext.Current.CancellationToken);
        Assert.Equal("https://a.example/?token=x", (await running.Kafka.FindAsync(id))["page_url"]);
    }

    static string? MaskedUrl(PrivacyOptions options, string address)
    {
        var json = new JsonObject { ["properties"] = new JsonObject { ["url"] = address } }.ToJsonString();
        var input = new InputEvent { Original = Encoding.UTF8.GetBytes(json) };
        input.Context.Page.Url = address;
        new SecretParameters(options).Mask(input);
        Assert.Equal(input.Context.Page.Url, (string?)JsonNode.Parse(input.Original.Span)!["properties"]!["url"]);
        return input.Context.Page.Url;
    }
}
