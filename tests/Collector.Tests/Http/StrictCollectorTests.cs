using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Http;

/// <summary>The effects of other settings: a key for one origin, a trusted proxy, a short body timeout.</summary>
public sealed class StrictCollectorTests(RunningCollector running) : IAsyncLifetime
{
    CollectorProcess? _collector;

    public async ValueTask InitializeAsync() =>
        _collector = await running.StartAnotherAsync(
            "Keys:2:Sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "Keys:2:Source=shop",
            "Keys:2:AllowWeak=true",
            "Keys:2:Origins:0=https://shop.example",
            "Proxy:KnownNetworks:0=127.0.0.0/8",
            "Proxy:CountryHeader=CF-IPCountry",
            "Limits:BodyTimeout=00:00:02",
            "Limits:EventBytes=300"
        );

    public ValueTask DisposeAsync() => _collector!.DisposeAsync();

    [Fact]
    public async Task The_settings_of_keys_proxies_and_limits_apply()
    {
        await An_origin_that_the_key_does_not_know_is_refused();
        await A_gateway_that_is_trusted_says_address_and_country();
        await A_stalled_body_is_answered_408_and_sdks_are_disconnected();
        await A_limit_is_the_settings();
        await Nothing_was_logged_as_an_error();
    }

    async Task An_origin_that_the_key_does_not_know_is_refused()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(("Origin", "https://shop.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(("Origin", "null")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync());
    }

    async Task A_gateway_that_is_trusted_says_address_and_country()
    {
        var id = Guid.NewGuid().ToString();
        await PostAsync(id, ("X-Forwarded-For", "6.6.6.6, 203.0.113.77"), ("CF-IPCountry", "se"));
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal(("203.0.113.0", "SE", "shop"), (arrived["ip"], arrived["country"], arrived["source"]));

        var withPort = Guid.NewGuid().ToString();
        await PostAsync(withPort, ("X-Forwarded-For", "203.0.113.77:51234"));
        Assert.Equal("203.0.113.0", (await running.Kafka.FindAsync(withPort))["ip"]);
    }

    async Task A_stalled_body_is_answered_408_and_sdks_are_disconnected()
    {
        string[] bodies = ["Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"];
        // At the same time: each lasts until the collector gives up on the rest of its body.
        var native = bodies.Select(body => StallAsync("/v1/events", body)).ToList();
        var sdks = bodies.SelectMany(body => ((string[])["/v1/batch", "/api/s/track", "/batch/"]).Select(path => StallAsync(path, body)));
        Assert.All(await Task.WhenAll(sdks), answer => Assert.Equal("", answer));
        Assert.All(await Task.WhenAll(native), answer => Assert.StartsWith("HTTP/1.1 408", answer));
    }

    /// <summary>Kestrel reports a read that was not ended with an error and a stack, after the answer.</summary>
    async Task Nothing_was_logged_as_an_error()
    {
        _collector!.Terminate();
        Assert.Equal(0, await _collector.ExitAsync());
        Assert.Equal([], _collector.Output.Split('\n').Where(line => line.Contains(" error ") || line.Contains("Exception")));
    }

    async Task A_limit_is_the_settings()
    {
        using var content = new StringContent($$"""{"writeKey":"test","type":"page","userId":"{{new string('u', 300)}}"}""");
        using var response = await _collector!.Http.PostAsync("/v1/events", content, TestContext.Current.CancellationToken);
        Assert.Contains("event_too_large", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    Task<HttpStatusCode> PostAsync(params (string Name, string Value)[] headers) => PostAsync("m", headers);

    async Task<HttpStatusCode> PostAsync(string id, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent($$"""{"messageId":"{{id}}","type":"page","userId":"u"}"""),
        };
        request.Headers.Add("X-Write-Key", "test");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        using var response = await _collector!.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    async Task<string> StallAsync(string path, string rest)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _collector!.Url.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: x\r\nX-Write-Key: test\r\n{rest}"),
            TestContext.Current.CancellationToken
        );
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The connection was reset, after the answer if there was one.
        }

        return Encoding.ASCII.GetString(answer.ToArray());
    }
}
