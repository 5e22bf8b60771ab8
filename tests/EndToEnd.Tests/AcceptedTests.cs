using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Analytics.Local.Components;

namespace EndToEnd.Tests;

/// <summary>Streaming counts every event that the collector accepts, for bodies with any member at any edge.</summary>
public sealed class AcceptedTests(WholeStack stack)
{
    const int Requests = 40;
    const int EventsPerRequest = 50;

    static readonly string[] _members =
    [
        "messageId",
        "type",
        "event",
        "name",
        "userId",
        "sessionId",
        "timestamp",
        "originalTimestamp",
        "sentAt",
        "historical",
        "properties",
        "traits",
        "context",
        "unknown",
    ];

    static readonly string[] _values =
    [
        "null",
        "true",
        "\"\"",
        "\"a\"",
        "\"a\\u0007b\"",
        "\"\\ud83d\\ude00\"",
        $"\"{new string('x', 201)}\"",
        "\"1447-05-05T00:00:00Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"1899-12-31T23:59:59Z\"",
        "\"1999-12-31T23:59:59Z\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"2026-01-01T12:00:00+14:00\"",
        "-62135596800",
        "253402300799",
        "1e400",
        "1e99999999999",
        "-1e-99999999999",
        new('9', 1_000),
        new('9', 1_001),
        $"-0.{new string('1', 998)}",
        "[]",
        "{}",
        "{\"revenue\":99999999999999.9999,\"currency\":\"EUR\"}",
        "{\"revenue\":\"1e14\"}",
        $"{{\"n\":{new string('9', 1_000)},\"list\":[1.0,{{\"a\":null}}]}}",
        $"{{\"n\":[{new string('9', 1_001)}]}}",
        $"{{\"deep\":{new string('[', 28)}{new string(']', 28)}}}",
        $"{{\"deep\":{new string('[', 40)}{new string(']', 40)}}}",
        "{\"screen\":{\"width\":1e99999999999}}",
        $"{{\"screen\":{{\"width\":{new string('9', 1_000)}}}}}",
        "{\"revenue\":1e99999999999}",
        "{\"page\":{\"url\":\"https://shop.example/?utm_source=x\"},\"app\":{\"version\":7}}",
    ];

    [Fact]
    public async Task Is_counted()
    {
        var running = await stack.RunningAsync();
        var before = await stack.RestedAsync();
        var random = new Random(1);
        using var http = new HttpClient { BaseAddress = new Uri(running.Collector.Url) };
        var (accepted, rejected) = (0, 0);
        for (var request = 0; request < Requests; request++)
        {
            var answer = await SendAsync(http, Body(random, request));
            accepted += answer.GetProperty("accepted").GetInt32();
            rejected += answer.GetProperty("rejected").GetInt32();
        }

        var history = await stack.RestedAsync();

        Assert.InRange(accepted, Requests * EventsPerRequest / 10, Requests * EventsPerRequest);
        Assert.InRange(rejected, Requests * EventsPerRequest / 10, Requests * EventsPerRequest);
        Assert.Equal(accepted, history.Lake.Count);
        Assert.Equal(Rejected("stream", before), Rejected("stream", history));
        Assert.Equal(Rejected("collector", before) + rejected, Rejected("collector", history));
    }

    static int Rejected(string stage, Analytics.Testing.Ledger.History history) => history.Rejected.Count(row => row.Stage == stage);

    static string Body(Random random, int request) =>
        $"[{string.Join(',', Enumerable.Range(0, EventsPerRequest).Select(i => Event(random, $"accepted-{request}-{i}")))}]";

    static string Event(Random random, string id)
    {
        var changes = Enumerable.Range(0, random.Next(4)).Select(_ => $",\"{Of(random, _members)}\":{Of(random, _values)}");
        return $"{{\"messageId\":\"{id}\",\"type\":\"track\",\"event\":\"n\",\"anonymousId\":\"a\"{string.Concat(changes)}}}";
    }

    static string Of(Random random, string[] values) => values[random.Next(values.Length)];

    static async Task<JsonElement> SendAsync(HttpClient http, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("X-Write-Key", CollectorOptions.Key);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
