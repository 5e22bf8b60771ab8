using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Telemetry;

public sealed class LogsTests(RunningCollector running)
{
    const string Canary = "canary-4711";

    [Fact]
    public async Task As_json_every_line_is_an_entry_and_requests_are_logged_by_route_alone()
    {
        await using var collector = await running.StartAnotherAsync("Logs:Format=Json", "Logs:Requests=true");
        await PostAsync(collector, "/v1/events?results=all");
        await PostAsync(collector, $"/no/{Canary}");

        await Poll.UntilAsync("both requests are logged", () => Posts(Entries(collector)).Count == 2);
        var entries = Entries(collector);
        Assert.All(entries, entry => Assert.Equal(JsonValueKind.String, entry["Timestamp"]!.GetValueKind()));
        var requests = Posts(entries);
        Assert.Equal([("/v1/events", 200), ("none", 404)], requests.Select(state => ((string)state["Route"]!, (int)state["Status"]!)));
        Assert.All(requests, state => Assert.Matches("^[0-9a-f]{32}$", (string)state["RequestId"]!));
        Assert.DoesNotContain(Canary, collector.Output);
    }

    [Fact]
    public async Task By_default_a_request_leaves_no_line()
    {
        var before = running.Collector.Output;
        await PostAsync(running.Collector, $"/v1/events?writeKey={Canary}");
        await PostAsync(running.Collector, $"/no/{Canary}");
        Assert.DoesNotContain(Canary, running.Collector.Output);
        Assert.DoesNotContain("collector.request.answered", running.Collector.Output);
        Assert.StartsWith(before, running.Collector.Output);
    }

    static List<JsonNode> Entries(CollectorProcess collector) =>
        [.. collector.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    static List<JsonNode> Posts(List<JsonNode> entries) =>
        [
            .. entries
                .Where(entry => entry["State"]?["Route"] is not null && (string?)entry["State"]!["Method"] == "POST")
                .Select(entry => entry["State"]!),
        ];

    static async Task PostAsync(CollectorProcess collector, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(
                $$"""{"type":"page","userId":"{{Canary}}@example.com","messageId":"{{Guid.NewGuid()}}"}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        request.Headers.UserAgent.ParseAdd(Canary);
        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
