using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>Only the paths for clients are open, in any spelling.</summary>
public sealed class ClosedPathsTests(RunningGateway running)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/metrics")]
    [InlineData("/METRICS")]
    [InlineData("/metrics/")]
    [InlineData("/metrics?x=/v1/events")]
    [InlineData("/metrics#/../v1/events")]
    [InlineData("//metrics")]
    [InlineData("/health/ready")]
    [InlineData("/health/sink")]
    [InlineData("/version")]
    [InlineData("/v1/../metrics")]
    [InlineData("/v1/./../metrics")]
    [InlineData("//METRICS//")]
    [InlineData("//v1/../metrics")]
    [InlineData("/v1//../metrics")]
    [InlineData("//version")]
    [InlineData("//health//ready")]
    [InlineData("/v1/%2e%2e/metrics")]
    [InlineData("/v1/%2E%2E/metrics")]
    [InlineData("/v1/..%2fmetrics")]
    [InlineData("/v1%2f..%2fmetrics")]
    [InlineData("/v1/%2e%2e%2fmetrics")]
    [InlineData("/v1/events/..;/../metrics")]
    [InlineData("/v1/..\\metrics")]
    [InlineData("/%6d%65trics")]
    [InlineData("/metrics/../v1/events")]
    [InlineData("/metrics/%2e%2e/v1/events")]
    [InlineData("/problem/unavailable")]
    [InlineData("http://127.0.0.1/metrics")]
    public async Task Nothing_else_reaches_a_collector(string target)
    {
        var id = Client.NewId();
        var answer = await TlsConnection.AskAsync(
            running.Gateway,
            $"GET {target} HTTP/1.1\r\nHost: x\r\nX-Request-Id: {id}\r\nConnection: close\r\n\r\n"
        );
        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        var problem = JsonNode.Parse(answer[answer.IndexOf('{')..])!;
        Assert.Contains(problem["code"]!.ToString(), (string[])["not_found", "refused"]);
        Assert.Equal("", (await AccessLog.FindAsync(running.Gateway, id))["collector"]!.ToString());
    }

    [Theory]
    [InlineData("POST", "/v1/events", "/v1/events")]
    [InlineData("POST", "/v1/events?results=all", "/v1/events")]
    [InlineData("POST", "/V1/Events", "/v1/Events")]
    [InlineData("POST", "/v1/validate", "/v1/validate")]
    [InlineData("POST", "/v1/track", "/v1/track")]
    [InlineData("POST", "/v1/alias", "/v1/alias")]
    [InlineData("POST", "/v1/t", "/v1/t")]
    [InlineData("POST", "/v1/batch", "/v1/batch")]
    [InlineData("POST", "/v1/import", "/v1/import")]
    [InlineData("POST", "/v1/something/new", "/v1/*")]
    [InlineData("POST", "/api/s/track", "/api/s/track")]
    [InlineData("POST", "/api/s/s2s/page", "/api/s/s2s/page")]
    [InlineData("POST", "/beacon/v1/batch?writeKey=demo", "/beacon/v1/batch")]
    [InlineData("GET", "/v1/projects/demo/settings", "/v1/projects/-/settings")]
    [InlineData("GET", "/projects/demo/settings", "/projects/-/settings")]
    [InlineData("GET", "/sourceConfig/?writeKey=demo", "/sourceConfig")]
    [InlineData("GET", "/array/demo/config.js", "/array/-/config")]
    [InlineData("GET", "/array/demo/config", "/array/-/config")]
    [InlineData("POST", "/flags/?v=2", "/flags")]
    [InlineData("GET", "/pixel/v1/track?event=open", "/pixel/v1/track")]
    [InlineData("POST", "/batch/", "/batch")]
    [InlineData("POST", "/capture", "/capture")]
    [InlineData("POST", "/e/?ip=1", "/e")]
    [InlineData("POST", "/i/v0/e/", "/i/v0/e")]
    [InlineData("POST", "//v1/batch", "/v1/batch")]
    [InlineData("POST", "/v1//batch//?results=all", "/v1/batch")]
    [InlineData("POST", "//v1///track", "/v1/track")]
    [InlineData("POST", "//v1/events", "/v1/events")]
    [InlineData("POST", "//beacon/v1//batch", "/beacon/v1/batch")]
    [InlineData("POST", "//api/s//s2s/page", "/api/s/s2s/page")]
    [InlineData("POST", "//batch/", "/batch")]
    [InlineData("POST", "//i//v0/e", "/i/v0/e")]
    [InlineData("GET", "//pixel/v1/page", "/pixel/v1/page")]
    [InlineData("GET", "//v1/projects//demo/settings", "/v1/projects/-/settings")]
    [InlineData("POST", "//api//s/something", "/api/s/*")]
    [InlineData("OPTIONS", "/v1/batch", "/v1/batch")]
    [InlineData("GET", "/openapi.json", "/openapi.json")]
    [InlineData("GET", "/robots.txt", "/robots.txt")]
    public async Task Paths_for_clients_reach_a_collector(string method, string path, string route)
    {
        using var http = Client.Of(running.Gateway);
        var id = Client.NewId();
        var address = new Uri(http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path);
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { { "X-Request-Id", id } } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var line = await AccessLog.FindAsync(running.Gateway, id);
        Assert.NotEqual("", line["collector"]!.ToString());
        Assert.Equal(
            (route, method, (int)answer.StatusCode),
            (line["route"]!.ToString(), line["method"]!.ToString(), (int)line["status"]!)
        );
        Assert.Equal(id, answer.Headers.GetValues("X-Request-Id").Single());
        Assert.False((int)answer.StatusCode is >= 300 and < 400);
    }

    [Fact]
    public async Task Two_slashes_deliver_an_event()
    {
        using var http = Client.Of(running.Gateway);
        var id = Client.NewId();
        using var request = Client.Post("/", Client.Event(id));
        request.RequestUri = new Uri($"{running.Gateway.SecureUrl}//v1/batch");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        // 202 where Kafka is slow, as on a busy machine: the event is in the spool.
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}");
        await running.Kafka.FindAsync(id);
    }

    [Fact]
    public async Task SDKs_are_told_the_public_address_and_without_one_the_launcher_gives_the_collectors()
    {
        using var http = Client.Of(running.Gateway);
        Assert.Equal($"{new Uri(running.Gateway.SecureUrl).Authority}/v1", await AddressAsync(http));

        await using var alone = running.NewCollector(3, new Dictionary<string, string>());
        await alone.StartAsync(TestContext.Current.CancellationToken);
        using var direct = new HttpClient { BaseAddress = new Uri(alone.Url) };
        Assert.Equal($"{new Uri(alone.Url).Authority}/v1", await AddressAsync(direct));
    }

    static async Task<string?> AddressAsync(HttpClient http)
    {
        var settings = await http.GetStringAsync(
            new Uri("/v1/projects/demo/settings", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return (string?)JsonNode.Parse(settings)!["integrations"]!["Segment.io"]!["apiHost"];
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task The_gateway_answers_its_liveness_check_itself(string scheme)
    {
        using var secure = Client.Of(running.Gateway);
        using var plain = new HttpClient { BaseAddress = new Uri(running.Gateway.Url) };
        Assert.Equal(
            "ok\n",
            await (scheme == "http" ? plain : secure).GetStringAsync("/health/live", TestContext.Current.CancellationToken)
        );
    }
}
