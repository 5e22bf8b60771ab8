using System.Net;
using Collector.Tests.Running;

namespace Collector.Tests.Http;

public sealed class HeadersTests(RunningCollector running)
{
    [Fact]
    public async Task A_preflight_needs_no_key_and_mirrors_what_is_asked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/batch");
        request.Headers.Add("Origin", "https://shop.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization, content-type");
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("https://shop.example", Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(response, "Access-Control-Allow-Credentials"));
        Assert.Equal("authorization, content-type", Header(response, "Access-Control-Allow-Headers"));
        Assert.Equal("GET, POST, OPTIONS", Header(response, "Access-Control-Allow-Methods"));
        Assert.Equal("7200", Header(response, "Access-Control-Max-Age"));
    }

    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/nothing")]
    public async Task Errors_carry_the_cross_origin_headers_too(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") };
        request.Headers.Add("Origin", "https://shop.example");
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal("https://shop.example", Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("Origin", Header(response, "Vary"));
        Assert.Contains("X-Request-Id", Header(response, "Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("my-id-1", true)]
    [InlineData("two words", false)]
    [InlineData("ümlaut", false)]
    public async Task A_plain_request_id_is_echoed(string id, bool echoed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(echoed, Header(response, "X-Request-Id") == id);
    }

    [Fact]
    public async Task Metrics_count_what_was_accepted_and_rejected()
    {
        await running.PostAsync("/v1/events", """[{"type":"page","userId":"u"},{"type":"page"}]""");
        var metrics = await running.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Matches("collector_event_accepted_total\\{source=\"web\",dialect=\"native\"\\} [1-9]", metrics);
        Assert.Matches("collector_event_rejected_total\\{source=\"web\",code=\"user_missing\"\\} [1-9]", metrics);
        Assert.Contains("collector_request_duration_seconds_bucket{route=\"/v1/events\"", metrics);
    }

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
