using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>Plain HTTP is not redirected: an SDK would follow with GET and treat the event as delivered.</summary>
public sealed class PlainHttpTests(RunningGateway running)
{
    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/v1/batch")]
    [InlineData("/v1/t")]
    [InlineData("/beacon/v1/batch?writeKey=demo")]
    [InlineData("/capture/")]
    [InlineData("/api/s/track")]
    [InlineData("/nothing")]
    public async Task Is_refused_and_never_redirected(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(running.Gateway.Url),
        };
        await RefusesAsync(http, path);
    }

    [Fact]
    public async Task Is_refused_on_the_port_for_TLS_too()
    {
        using var http = new HttpClient { BaseAddress = new UriBuilder(running.Gateway.SecureUrl) { Scheme = "http" }.Uri };
        await RefusesAsync(http, "/v1/events");
    }

    [Fact]
    public async Task Is_served_when_the_operator_says_so()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-plain", ("PLAIN_HTTP", "serve"));
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        var id = Client.NewId();
        using var answer = await http.SendAsync(Client.Post("/v1/events", Client.Event(id)), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        await running.Kafka.FindAsync(id);
    }

    static async Task RefusesAsync(HttpClient http, string path)
    {
        using var answer = await http.SendAsync(
            Client.Post(path, Client.Event("m"), ("Origin", "https://shop.example"), ("X-Request-Id", "r-1")),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("https://shop.example", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(
            ("https_required", "r-1", 403),
            (problem["code"]!.ToString(), problem["requestId"]!.ToString(), (int)problem["status"]!)
        );
    }
}
