using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>A repeated event is stored once: at the same time, later, in another batch, after a crash, and over the spool.</summary>
sealed class SameEventScenario(FaultBench bench) : IOutageScenario
{
    Topics? _topics;
    CollectorPlace? _place;
    CollectorProcess? _collector;

    public async Task BeforeAsync()
    {
        _topics = await bench.TopicsAsync("same");
        _place = bench.Place(_topics, null, "Spool:FailoverAfter=00:00:00.500");
        _collector = await _place.StartAsync();
        await _collector.ReadyAsync();

        // One of five simultaneous requests stores the events; the others wait for it.
        var batch = Batch("a", "b", "c");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync(batch)));
        Assert.Equal([0, 0, 0, 0, 3], answers.Select(answer => (int)answer["accepted"]!).Order());
        Assert.Equal([0, 3, 3, 3, 3], answers.Select(answer => (int)answer["duplicate"]!).Order());

        // The event is in another batch beside a new one, and twice within a batch; a rejected one is rejected again and kept once.
        Assert.Equal((1, 1, 0), Counts(await PostAsync(Batch("c", "d"))));
        Assert.Equal((1, 1, 0), Counts(await PostAsync(Batch("e", "e"))));
        var rejected = Batch("f").Replace("\"userId\":\"u\"", "\"userId\":null");
        Assert.Equal((0, 0, 1), Counts(await PostAsync(rejected, "\"sentAt\":\"2026-01-01T00:00:00Z\",")));
        Assert.Equal((0, 0, 1), Counts(await PostAsync(rejected, "\"sentAt\":\"2026-01-01T00:00:09Z\",")));

        // After a crash the collector reads from Kafka which events were stored.
        await RestartAsync();
        await Poll.UntilAsync("the recent events are read", () => _collector.Output.Contains("collector.duplicates.loaded: "));
        Assert.Equal((1, 3, 1), Counts(await PostAsync($"[{batch[1..^1]},{rejected[1..^1]},{Batch("g")[1..^1]}]")));
    }

    public async Task WhileAwayAsync()
    {
        var spooled = await PostAsync(Batch("h", "i"));
        Assert.Equal(("spool", (2, 0, 0)), ((string?)spooled["durability"], Counts(spooled)));
        Assert.Equal((1, 2, 0), Counts(await PostAsync(Batch("h", "i", "j"))));
        await RestartAsync();
        Assert.Equal((0, 3, 0), Counts(await PostAsync(Batch("h", "i", "j"))));

        // The content of Kafka is unknown now: the event goes to the spool, and the drain detects the duplicate.
        Assert.Equal((1, 0, 0), Counts(await PostAsync(Batch("a"))));
    }

    public async Task AfterAsync()
    {
        await Poll.UntilAsync(
            "events go directly again",
            async () => await _collector!.MetricAsync("collector_spool_mode") == 0,
            TimeSpan.FromMinutes(1)
        );
        var last = await PostAsync(Batch("a", "h", "j", "k"));
        Assert.Equal((1, 3, 0), Counts(last));

        await using var tail = new TopicTail(bench.Kafka.BootstrapServers, _topics!);
        await tail.FindAsync("k");
        var arrived = await tail.FindAsync("the events", 11, _ => true);
        var ids = arrived.Where(one => one.Topic == _topics!.Events).Select(one => one["event_id"]!).ToList();
        Assert.Equal("a b c d e g h i j k", string.Join(' ', ids.Order(StringComparer.Ordinal)));
        Assert.Single(arrived, one => one.Topic == _topics!.Rejected);
        FaultReport.Book("F13 the same events again, across a restart and the spool", Check(ids), [], $"{ids.Count} events");
    }

    public ValueTask DisposeAsync() => _collector?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task RestartAsync()
    {
        await _collector!.KillAsync();
        await _collector.DisposeAsync();
        _collector = await _place!.StartAsync();
        await _collector.ReadyAsync();
    }

    // All events are of one user, in alphabetical order.
    static LoadCheck Check(List<string> ids)
    {
        string[] acknowledged = ["a", "b", "c", "d", "e", "g", "h", "i", "j", "k"];
        return new(
            acknowledged.Length,
            [.. acknowledged.Except(ids)],
            [.. ids.CountBy(id => id).Where(id => id.Value > 1).Select(id => $"{id.Key}x{id.Value}")],
            [.. ids.Zip(ids.Skip(1)).Where(pair => string.CompareOrdinal(pair.First, pair.Second) > 0).Select(pair => pair.Second)],
            ids.Except(acknowledged).Count()
        );
    }

    static string Batch(params string[] ids) =>
        $"[{string.Join(',', ids.Select(id => $$"""{"messageId":"{{id}}","type":"page","userId":"u"}"""))}]";

    static (int Accepted, int Duplicate, int Rejected) Counts(JsonNode answer) =>
        ((int)answer["accepted"]!, (int)answer["duplicate"]!, (int)answer["rejected"]!);

    async Task<JsonNode> PostAsync(string batch, string shared = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent($$"""{{{shared}}"batch":{{batch}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningCollector.BrowserKey);
        using var response = await _collector!.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
