using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Keys;

public sealed class OperatorKeyTests(RunningCollector running)
{
    [Fact]
    public async Task Sends_an_event_in_the_name_of_its_first_receipt_and_once()
    {
        var (id, body) = Replayed();
        var (status, answer) = await running.PostAsync("/v1/events?results=all", body, RunningCollector.OperatorKey);
        Assert.Equal((200, "ok"), (status, (string?)answer["results"]![0]!["status"]));
        (_, answer) = await running.PostAsync("/v1/events?results=all", body, RunningCollector.OperatorKey);
        Assert.Equal("duplicate", (string?)answer["results"]![0]!["status"]);

        var stored = await running.Kafka.FindAsync(id);
        Assert.Equal(
            ("shop", "server", "2026-01-02T03:04:05.678Z", "2026-01-02T03:04:00.000Z"),
            (stored["source"], stored["channel"], stored["received_at"], stored["occurred_at"])
        );
    }

    [Fact]
    public async Task Validates_without_storing()
    {
        var (id, body) = Replayed();
        var (_, answer) = await running.PostAsync("/v1/validate?results=all", body, RunningCollector.OperatorKey);
        Assert.Equal((id, "ok"), ((string?)answer["results"]![0]!["messageId"], (string?)answer["results"]![0]!["status"]));
        (_, answer) = await running.PostAsync("/v1/events?results=all", body, RunningCollector.OperatorKey);
        Assert.Equal("ok", (string?)answer["results"]![0]!["status"]);
    }

    [Theory]
    [InlineData("Authorization", "Bearer operator-secret", "", null, 200)]
    [InlineData("X-Write-Key", "operator-secret", "", null, 200)]
    [InlineData("X-None", "", "?writeKey=operator-secret", null, 401)]
    [InlineData("X-Write-Key", "operator-secret", "", "https://shop.example", 403)]
    [InlineData("X-Write-Key", "operator-secret", "", "null", 403)]
    public async Task Is_accepted_from_a_header_and_from_no_page(string header, string value, string query, string? origin, int expected) =>
        Assert.Equal(expected, await PostAsync($"/v1/events{query}", Replayed().Body, header, value, origin));

    [Fact]
    public async Task Is_refused_in_a_body()
    {
        var body = $$"""{"writeKey":"operator-secret","batch":[{{Replayed().Body}}]}""";
        Assert.Equal(401, await PostAsync("/v1/events", body, "X-None", "", null));
    }

    [Theory]
    [InlineData("/v1/batch")]
    [InlineData("/v1/track")]
    [InlineData("/api/s/track")]
    [InlineData("/batch")]
    public async Task Is_for_no_SDKs_route(string path) =>
        Assert.Equal(400, await PostAsync(path, Replayed().Body, "X-Write-Key", RunningCollector.OperatorKey, null));

    [Theory]
    [InlineData(RunningCollector.BrowserKey, "web", "browser")]
    [InlineData(RunningCollector.ServerKey, "backend", "server")]
    public async Task No_other_key_names_a_receipt_a_source_or_a_channel(string key, string source, string channel)
    {
        var id = Guid.NewGuid().ToString();
        const string claims =
            "\"source\":\"shop\",\"channel\":\"server\",\"received_at\":\"2020-01-01T00:00:00Z\",\"receivedAt\":\"2020-01-01T00:00:00Z\"";
        await running.PostAsync("/v1/events", $$"""{"messageId":"{{id}}","type":"page","userId":"u",{{claims}}}""", key);
        var stored = await running.Kafka.FindAsync(id);
        Assert.Equal((source, channel), (stored["source"], stored["channel"]));
        Assert.DoesNotContain("2020", stored["received_at"]);

        var (status, _) = await running.PostAsync("/v1/events", Replayed().Body, key);
        Assert.Equal(400, status);
    }

    static (string Id, string Body) Replayed()
    {
        var id = Guid.NewGuid().ToString();
        return (
            id,
            $$$"""
            {"source":"shop","channel":"server","received_at":"2026-01-02T03:04:05.678Z","replay_of":"{{{id}}}",
             "original":{"messageId":"{{{id}}}","type":"track","event":"play","userId":"u","timestamp":"2026-01-02T03:04:00Z"}}
            """
        );
    }

    async Task<int> PostAsync(string path, string body, string header, string value, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);

        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
