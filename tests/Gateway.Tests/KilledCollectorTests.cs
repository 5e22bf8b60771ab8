using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>One of two collectors is killed with -9 under load, and comes back.</summary>
public sealed class KilledCollectorTests(RunningGateway running)
{
    const int Clients = 16, EventsInRequest = 10;

    readonly ConcurrentQueue<string> _acknowledged = new();
    readonly ConcurrentDictionary<string, int> _retried = new();
    readonly ConcurrentQueue<string> _errors = new();

    [Fact]
    public async Task Nothing_is_lost_and_a_client_that_retries_sees_yes_in_the_end()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-killed");
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(1, Clients).Select(number => SendUntilAsync(gateway, $"127.0.2.{number}", end.Token)).ToList();
        await FlowsAsync(100);

        var killed = running.Collectors[0];
        await killed.KillAsync();
        await FlowsAsync(200);
        await killed.StartAsync(TestContext.Current.CancellationToken);
        var back = new Uri(killed.Url).Authority;
        await Deadline.UntilAsync("its clients come back to it", () => AccessLog.Lines(gateway).TakeLast(200).Any(line => (string?)JsonNode.Parse(line)!["collector"] == back) ? back : null);
        await FlowsAsync(100);
        await end.CancelAsync();
        await Task.WhenAll(clients);

        // All that a client was told is in Kafka, and what is there twice was retried: its answer was lost with the collector.
        var sent = _acknowledged.ToHashSet();
        Assert.Equal(_acknowledged.Count, sent.Count);
        await Deadline.UntilAsync("everything is in Kafka", () => sent.IsSubsetOf(Arrived().Select(id => id)) ? "all" : null);
        var repeats = Arrived().Where(sent.Contains).GroupBy(id => id).Where(copies => copies.Count() > 1).Select(copies => copies.Key).ToList();
        Assert.All(repeats, id => Assert.Contains(id, _retried));
        Assert.All(_errors, error => Assert.Equal("503 unavailable, Retry-After 2", error));
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent.Count} events, {_errors.Count} answers lost, {_retried.Count} events retried, {repeats.Count} of them twice in Kafka");
    }

    IEnumerable<string> Arrived() => running.Kafka.All.Select(arrived => arrived["event_id"]!);

    Task<string> FlowsAsync(int requests)
    {
        var from = _acknowledged.Count;
        return Deadline.UntilAsync($"{requests} requests are answered", () => _acknowledged.Count > from + (requests * EventsInRequest) ? "answered" : null);
    }

    // A client as SDKs are: the same body, with the same ids, until the answer is yes. Everything else it is told is written down.
    async Task SendUntilAsync(LocalGateway gateway, string from, CancellationToken end)
    {
        using var http = Client.Of(gateway, from);
        while (!end.IsCancellationRequested)
        {
            var ids = Enumerable.Range(0, EventsInRequest).Select(_ => Client.NewId()).ToList();
            var body = $"[{string.Join(',', ids.Select(Client.Event))}]";
            while (!await IsTakenAsync(http, body))
                ids.ForEach(id => _retried.AddOrUpdate(id, 1, (_, tries) => tries + 1));

            ids.ForEach(_acknowledged.Enqueue);
        }
    }

    async Task<bool> IsTakenAsync(HttpClient http, string body)
    {
        using var answer = await http.SendAsync(Client.Post("/v1/events", body), TestContext.Current.CancellationToken);
        if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
            return true;

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        _errors.Enqueue($"{(int)answer.StatusCode} {problem["code"]}, Retry-After {answer.Headers.RetryAfter}");
        return false;
    }
}
