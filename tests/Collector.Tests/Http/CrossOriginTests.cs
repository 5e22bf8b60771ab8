using System.Net;
using System.Text;
using Analytics.Testing.Http;
using Collector.Tests.Running;

namespace Collector.Tests.Http;

/// <summary>Pages of other origins, with every way of posting and every answer.</summary>
public sealed class CrossOriginTests(RunningCollector running)
{
    const string Origin = "https://shop.example";
    const string Exposed = "Retry-After,X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset,X-Request-Id";
    const string Event = """{"type":"track","event":"e","userId":"u","distinct_id":"u"}""";

    /// <summary>Method, path, key, body, status.</summary>
    public static TheoryData<string, string, string?, string, int> Answers =>
        new()
        {
            { "POST", "/v1/events", "demo", Event, 200 },
            { "POST", "/v1/events", "nobody", Event, 401 },
            { "POST", "/v1/events", "demo", "{", 400 },
            { "POST", "/v1/events", "demo", "[]", 400 },
            { "POST", "/v1/validate", "demo", Event, 200 },
            { "POST", "/v1/t", "demo", Event, 200 },
            { "POST", "/v1/t", null, Event, 401 },
            { "POST", "/v1/batch", "demo", """{"batch":[{}]}""", 400 },
            { "POST", "/beacon/v1/batch?writeKey=demo", null, Event, 200 },
            { "POST", "/beacon/v1/batch?writeKey=server-secret", null, Event, 401 },
            { "POST", "/api/s/track", "demo", Event, 200 },
            { "POST", "/e/", "demo", Event, 200 },
            { "POST", "/e/", "demo", "data=!", 400 },
            { "POST", "/flags/?v=2", null, "{}", 200 },
            { "GET", "/pixel/v1/track?writeKey=demo&event=e&userId=u", null, "", 200 },
            { "GET", "/pixel/v1/track", null, "", 200 },
            { "GET", "/v1/projects/k/settings", null, "", 200 },
            { "GET", "/sourceConfig/?writeKey=k", null, "", 200 },
            { "GET", "/array/k/config.js", null, "", 200 },
            { "GET", "/v1/events", null, "", 405 },
            { "GET", "/nothing", null, "", 404 },
            { "GET", "/openapi.json", null, "", 200 },
        };

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health/sink")]
    [InlineData("/metrics")]
    [InlineData("/version")]
    public async Task No_page_reads_what_is_for_operators(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", Origin);
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_can_be_read_by_the_page_that_asked(string method, string path, string? key, string body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "text/plain");
        if (key is not null)
            request.Headers.Add("X-Write-Key", key);

        request.Headers.Add("Origin", Origin);
        request.Headers.Add("X-Request-Id", "mine-1");
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(Origin, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(response, "Access-Control-Allow-Credentials"));
        Assert.Equal(Exposed, Header(response, "Access-Control-Expose-Headers"));
        Assert.Equal("Origin", Header(response, "Vary"));
        Assert.Equal("mine-1", Header(response, "X-Request-Id"));
        if (status >= 400)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("\"requestId\":\"mine-1\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("/v1/t", "authorization")]
    [InlineData("/v1/b", "authorization,content-type")]
    [InlineData("/api/s/page", "content-type,x-ip-policy,x-write-key")]
    [InlineData("/beacon/v1/batch?writeKey=demo", "content-type")]
    [InlineData("/e/", "content-type")]
    [InlineData("/v1/events", "authorization,content-encoding,content-type,x-request-id")]
    public async Task A_preflight_gets_what_it_asks_for_cached_and_without_a_key(string path, string headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", headers);
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(Origin, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(response, "Access-Control-Allow-Credentials"));
        Assert.Equal("GET,POST,OPTIONS", Header(response, "Access-Control-Allow-Methods"));
        Assert.Equal(headers, Header(response, "Access-Control-Allow-Headers")?.Replace(", ", ","));
        Assert.Equal("7200", Header(response, "Access-Control-Max-Age"));
        Assert.Equal("Origin", Header(response, "Vary"));
    }

    [Fact]
    public async Task A_preflight_for_headers_that_no_answer_can_repeat_allows_none()
    {
        await using var client = await RawConnection.OpenAsync(running.Collector.Url.Port);
        const string request =
            "OPTIONS /v1/t HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\nAccess-Control-Request-Method: POST\r\n"
            + "Access-Control-Request-Headers: x-\u00e9\r\nConnection: close\r\n\r\n";
        await client.WriteAsync(Encoding.UTF8.GetBytes(request));
        var answer = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 204", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Headers", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("https://evil.example", "https://evil.example")]
    [InlineData("*", null)]
    [InlineData("", null)]
    [InlineData("https://a.example https://b.example", null)]
    public async Task The_origin_is_reflected_exactly_and_never_a_star(string origin, string? allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        if (origin.Length > 0)
            request.Headers.TryAddWithoutValidation("Origin", origin);

        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(allowed, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal(allowed is null ? null : "true", Header(response, "Access-Control-Allow-Credentials"));
        Assert.Equal("Origin", Header(response, "Vary"));
    }

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
