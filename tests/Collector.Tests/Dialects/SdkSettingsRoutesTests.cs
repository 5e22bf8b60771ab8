using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

public sealed class SdkSettingsRoutesTests(RunningCollector running)
{
    const string Settings = """{"integrations":{"Segment.io":{"apiKey":"any-key","apiHost":"collect.example/in/v1","protocol":"https"}}}""";

    [Theory]
    [InlineData("/v1/projects/any-key/settings", Settings)]
    [InlineData("/projects/any-key/settings", Settings)]
    [InlineData("/sourceConfig/?p=web&v=3&writeKey=any-key", """{"source":{"id":"any-key","config":{},"destinations":[]}}""")]
    [InlineData("/array/any-key/config.js", "", "application/javascript")]
    [InlineData("/array/any-key/config", "{}")]
    public async Task Settings_come_from_the_configuration_and_never_from_the_Host_header(
        string path,
        string expected,
        string contentType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "evil.example";
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=300", response.Headers.CacheControl?.ToString());
        Assert.Equal("Origin", response.Headers.Vary.ToString());
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_in_a_header_is_not_repeated_to_shared_caches()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sourceConfig/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("any-key:")));
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("any-key", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/flags/?v=2")]
    [InlineData("/flags")]
    public async Task Feature_flags_are_empty(string path)
    {
        using var response = await running.Http.PostAsync(
            path,
            new ByteArrayContent([0x1f, 0x8b, 1]),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"flags":{}}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Version_and_robots_txt_are_served()
    {
        Assert.Matches(
            """^\{"name":"analytics-collector","version":"[0-9]+\..*"\}$""",
            await running.Http.GetStringAsync("/version", TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            "User-agent: *\nDisallow: /\n",
            await running.Http.GetStringAsync("/robots.txt", TestContext.Current.CancellationToken)
        );
    }
}
