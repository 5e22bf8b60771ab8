using Collector.Tests.Running;

namespace Collector.Tests.Http;

public sealed class HeadersTests(RunningCollector running)
{
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
