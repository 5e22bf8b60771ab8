using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests;

public sealed class HeaderTests(RunningGateway running)
{
    [Theory]
    [InlineData(1)]
    [InlineData(30_000)]
    public async Task Too_many_headers_are_refused_long_before_they_end(int headers)
    {
        await using var connection = await TlsConnection.OpenAsync(running.Gateway);
        await connection.WriteAsync("POST /v1/events HTTP/1.1\r\nHost: x\r\n");
        // The request has one header of 30 MB, or 30,000 headers of 1 KB.
        var part = Encoding.ASCII.GetBytes(headers == 1 ? new string('a', 1000) : $"X-Long: {new string('a', 990)}\r\n");
        if (headers == 1)
            await connection.WriteAsync("X-Long: ");
        var writing = connection.WriteUntilClosedAsync(30_000, _ => part);
        var answer = await connection.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 431 ", answer);
        Assert.Equal("headers_too_large", JsonNode.Parse(answer[answer.IndexOf('{')..])!["code"]!.ToString());
        await writing;
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_refused()
    {
        var answer = await TlsConnection.AskAsync(running.Gateway, $"GET /v1/events?{new string('a', 9000)} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", answer);
        Assert.Equal("address_too_long", JsonNode.Parse(answer[answer.IndexOf('{')..])!["code"]!.ToString());
    }

    [Fact]
    public async Task Cookies_do_not_travel_on_and_the_host_is_ours()
    {
        using var collector = new StandIn();
        await using var gateway = await running.StartAnotherAsync("gateway-echo", [collector.Url]);
        using var http = Client.Of(gateway);
        using var request = Client.Post(
            "/v1/events",
            "{}",
            ("Cookie", "name=someone"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "http"),
            ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            ("tracestate", "vendor=1"),
            ("X-Request-Id", "someone@example.org")
        );
        request.Headers.Host = "evil.example";
        var answering = http.SendAsync(request, TestContext.Current.CancellationToken);
        var (headers, connection) = await collector.TakeAsync();
        await using (connection)
            await connection.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("\r\ntrace", headers);
        Assert.Contains("\r\nHost: localhost\r\n", headers);
        Assert.Contains("\r\nX-Forwarded-Proto: https\r\n", headers);
        Assert.Matches("\r\nX-Request-Id: [0-9a-f]{32}\r\n", headers);
        Assert.DoesNotContain("Cookie", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example", headers);
        (await answering).Dispose();
    }
}
