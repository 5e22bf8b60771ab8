using System.Net;
using Analytics.Testing.Http;
using Gateway.Tests.Running;

namespace Gateway.Tests;

public sealed class RateTests(RunningGateway running)
{
    [Fact]
    public async Task A_client_over_the_rate_is_answered_429_and_others_are_served()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-limits", ("RATE", "1"), ("BURST", "5"));
        using var greedy = Client.Of(gateway, "127.0.0.50");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(_ => greedy.SendAsync(Post("/v1/events"), TestContext.Current.CancellationToken))
        );
        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), 6, 50);
        var refused = answers.First(answer => !answer.IsSuccessStatusCode);
        await ProblemTests.IsOursAsync(refused, 429, "rate_limited");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);

        // PostHog's SDKs do not retry a 429.
        var posthog = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => greedy.SendAsync(Post("/capture/"), TestContext.Current.CancellationToken))
        );
        await ProblemTests.IsOursAsync(
            posthog.First(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable),
            503,
            "rate_limited"
        );

        // A page can read the 429 only after a successful preflight.
        using var preflight = Post("/v1/events");
        preflight.Method = HttpMethod.Options;
        Assert.Equal(HttpStatusCode.NoContent, (await greedy.SendAsync(preflight, TestContext.Current.CancellationToken)).StatusCode);

        using var modest = Client.Of(gateway, "127.0.0.51");
        Assert.True((await modest.SendAsync(Post("/v1/events"), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_client_is_limited_in_concurrent_requests()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-connections", ("CONNECTIONS", "2"), ("BODY_TIMEOUT", "120"));
        await using var first = await TlsConnection.OpenAsync(gateway, "127.0.0.52");
        await using var second = await TlsConnection.OpenAsync(gateway, "127.0.0.52");
        foreach (var connection in new[] { first, second })
        {
            // nginx asks for the body of a request that it has counted.
            await connection.WriteAsync("POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
            Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await connection.ReadSomeAsync());
        }

        using var third = Client.Of(gateway, "127.0.0.52");
        var refused = await third.SendAsync(Post("/v1/events"), TestContext.Current.CancellationToken);
        await ProblemTests.IsOursAsync(refused, 429, "rate_limited");
        using var other = Client.Of(gateway, "127.0.0.53");
        Assert.True((await other.SendAsync(Post("/v1/events"), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Content-Length: 4000000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_client_is_limited_in_large_bodies(string size)
    {
        const string client = "127.0.0.54";
        var large = $"POST /v1/events HTTP/1.1\r\nHost: x\r\n{size}\r\n";
        const string asking = "Expect: 100-continue\r\n\r\n";
        await using var gateway = await running.StartAnotherAsync("gateway-bodies", ("LARGE_BODIES", "2"), ("BODY_TIMEOUT", "120"));
        await using var first = await TlsConnection.OpenAsync(gateway, client);
        await using var second = await TlsConnection.OpenAsync(gateway, client);
        foreach (var connection in new[] { first, second })
        {
            await connection.WriteAsync(large + asking);
            Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await connection.ReadSomeAsync());
        }

        await using var third = await TlsConnection.OpenAsync(gateway, client);
        await third.WriteAsync($"{large}\r\n");
        Assert.StartsWith("HTTP/1.1 429 ", await third.ReadSomeAsync(), StringComparison.Ordinal);
        using var small = Client.Of(gateway, client);
        Assert.True((await small.SendAsync(Post("/v1/events"), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        await using var other = await TlsConnection.OpenAsync(gateway, "127.0.0.55");
        await other.WriteAsync(large + asking);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await other.ReadSomeAsync());
    }

    [Theory]
    [InlineData("PUT", "Content-Length: 10")]
    [InlineData("DELETE", "Transfer-Encoding: chunked")]
    [InlineData("GET", "Content-Length: 4000000")]
    [InlineData("OPTIONS", "Content-Length: 0400000")]
    public async Task The_gateway_reads_no_body_that_no_route_reads(string method, string size)
    {
        await using var connection = await TlsConnection.OpenAsync(running.Gateway);
        await connection.WriteAsync($"{method} /v1/events HTTP/1.1\r\nHost: x\r\n{size}\r\n\r\n");
        IsNotAllowed(await connection.ReadSomeAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public async Task Only_a_POST_may_have_a_long_body_of_unknown_size(string method)
    {
        const int length = 20_000;
        await using var connection = await TlsConnection.OpenAsync(running.Gateway);
        await connection.WriteAsync($"{method} /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        await connection.WriteAsync($"{length:x}\r\n{new string(' ', length)}");
        IsNotAllowed(await connection.ReadSomeAsync());

        await using var streams = await TlsConnection.OpenHttp2Async(running.Gateway);
        var block = Http2Frame.Block([(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", "/v1/events")]);
        await streams.SendAsync(Http2Frame.Headers, Http2Frame.EndHeaders, 1, block);
        foreach (var part in new byte[length].Chunk(length / 2))
            await streams.SendAsync(Http2Frame.Data, 0, 1, part);
        var frames = await streams.ReadUntilAsync(frame => frame is { Type: Http2Frame.Headers, Stream: 1 });
        Assert.Equal(405, frames[^1].Status);
    }

    [Theory]
    [InlineData("https", "GET", "/nothing", 404)]
    [InlineData("https", "PUT", "/v1/events", 405)]
    [InlineData("http", "POST", "/v1/events", 403)]
    [InlineData("http", "OPTIONS", "/v1/events", 403)]
    public async Task What_the_gateway_refuses_itself_has_the_rate_too(string scheme, string method, string path, int status)
    {
        await using var gateway = await running.StartAnotherAsync("gateway-refusals", ("RATE", "1"), ("BURST", "5"));
        using var secure = Client.Of(gateway);
        using var plain = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(async _ =>
                {
                    using var request = Post(path);
                    request.Method = new HttpMethod(method);
                    using var answer = await (scheme == "http" ? plain : secure).SendAsync(request, TestContext.Current.CancellationToken);
                    return (int)answer.StatusCode;
                })
        );
        Assert.InRange(answers.Count(answer => answer == status), 6, 50);
        Assert.All(answers, answer => Assert.Contains(answer, (int[])[status, 429]));
    }

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6")]
    [InlineData("2001:db8::6")]
    [InlineData("::1")]
    public async Task Every_form_of_an_address_has_the_rate(string address)
    {
        await using var gateway = await running.StartAnotherAsync(
            "gateway-addresses",
            ("RATE", "1"),
            ("BURST", "5"),
            ("TRUSTED_PROXIES", "127.0.0.0/8")
        );
        using var http = Client.Of(gateway);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(async _ =>
                {
                    using var request = Client.Post("/nothing", "", ("X-Forwarded-For", address));
                    using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                    return (int)answer.StatusCode;
                })
        );
        Assert.InRange(answers.Count(answer => answer == 404), 6, 50);
        Assert.Contains(429, answers);
    }

    static void IsNotAllowed(string answer)
    {
        Assert.StartsWith("HTTP/1.1 405 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, POST, OPTIONS\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"method_not_allowed\"", answer, StringComparison.Ordinal);
    }

    static HttpRequestMessage Post(string path) => Client.Post(path, Client.Event(Client.NewId()), ("Origin", "https://shop.example"));
}
