using System.Net;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects.Pixel;

public sealed class PixelRoutesTests(RunningCollector running)
{
    [Theory]
    [InlineData("track", "newsletter opened")]
    [InlineData("page", "/mail")]
    public async Task An_address_is_an_event(string type, string name)
    {
        var id = Guid.NewGuid().ToString();
        using var response = await GetAsync(
            $"/pixel/v1/{type}?writeKey={RunningCollector.BrowserKey}&messageId={id}&event=newsletter+opened&anonymousId=a-1&"
                + "properties.issue=7"
                + "&context.page.url=https%3A%2F%2Fshop.example%2Fmail%3Futm_source%3Dnews"
        );

        Assert.False(response.Headers.Contains("X-Problem"));
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal(
            (type, name, "a-1", "news", """{"issue":"7"}"""),
            (arrived["type"], arrived["name"], arrived["anonymous_id"], arrived["utm_source"], arrived.Json["properties"]!.ToJsonString())
        );
    }

    [Fact]
    public async Task A_refused_event_is_still_an_image_and_kept_whole()
    {
        var mark = Guid.NewGuid().ToString();
        using var response = await GetAsync($"/pixel/v1/track?writeKey={RunningCollector.BrowserKey}&properties.mark={mark}&whatever=1");

        Assert.Equal("every_event_invalid", response.Headers.GetValues("X-Problem").Single());
        var kept = (await running.Kafka.FindAsync("the refused event", 1, arrived => arrived["original"]?.Contains(mark) == true)).Single();
        Assert.Equal($$$"""{"type":"track","properties":{"mark":"{{{mark}}}"},"whatever":"1"}""", kept["original"]);
        Assert.Equal("pixel", kept["dialect"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?writeKey=nobody")]
    [InlineData("?writeKey=" + RunningCollector.ServerKey + "&event=a&userId=u")]
    public async Task Without_a_key_for_pages_it_is_an_image_too(string query)
    {
        using var response = await GetAsync($"/pixel/v1/track{query}");
        Assert.Equal("key_unknown", response.Headers.GetValues("X-Problem").Single());
    }

    async Task<HttpResponseMessage> GetAsync(string path)
    {
        var response = await running.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/gif", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.StartsWith(
            "GIF89a",
            System.Text.Encoding.ASCII.GetString(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))
        );
        return response;
    }
}
