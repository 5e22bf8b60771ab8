using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Testing.Waiting;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>One of two collectors is killed with -9 under load, restarts, is terminated, restarts, and is frozen.</summary>
public sealed class KilledCollectorTests(RunningGateway running)
{
    const int Clients = 16,
        EventsInRequest = 10;

    readonly ConcurrentQueue<string> _acknowledged = new();
    readonly ConcurrentDictionary<string, int> _retried = new();
    readonly ConcurrentQueue<string> _errors = new();
    readonly ConcurrentDictionary<string, int> _answered = new();
    IReadOnlyList<Task> _clients = [];

    [Fact]
    public async Task Nothing_is_lost_and_a_client_that_retries_succeeds()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-killed", ("UPSTREAM_TIMEOUT", "2"), ("FAIL_TIMEOUT", "1"));
        using var end = new CancellationTokenSource();
        _clients = [.. Enumerable.Range(1, Clients).Select(number => SendUntilAsync(gateway, $"127.0.2.{number}", end.Token))];
        var one = running.Collectors[0];
        try
        {
            await TroubleAsync(gateway, one);
        }
        finally
        {
            // Other tests need both collectors, even after a failure.
            one.Send(Signal.Continue);
            await end.CancelAsync();
            if (one.Pid is null)
                await one.StartAsync(CancellationToken.None);
        }

        await Task.WhenAll(_clients);

        // Every acknowledged event is in Kafka; a duplicate is a retry whose first answer was lost with the collector.
        var sent = _acknowledged.ToHashSet();
        Assert.Equal(_acknowledged.Count, sent.Count);
        await Poll.UntilAsync("everything is in Kafka", () => sent.IsSubsetOf(Arrived()));
        var repeats = Arrived()
            .Where(sent.Contains)
            .GroupBy(id => id)
            .Where(copies => copies.Count() > 1)
            .Select(copies => copies.Key)
            .ToList();
        Assert.All(repeats, id => Assert.Contains(id, _retried));
        Assert.All(_errors, error => Assert.Equal("503 unavailable, Retry-After 2", error));
        TestContext.Current.SendDiagnosticMessage(
            $"{sent.Count} events, {_errors.Count} answers lost, {_retried.Count} events retried, {repeats.Count} of them twice in Kafka"
        );
    }

    async Task TroubleAsync(LocalGateway gateway, Component one)
    {
        await FlowsAsync(100);
        await one.KillAsync();
        await FlowsAsync(200);
        await one.StartAsync(TestContext.Current.CancellationToken);
        await ServesAgainAsync(gateway, one);

        // A terminated collector finishes its requests; a frozen one accepts requests and answers none until it resumes.
        await one.StopAsync();
        await FlowsAsync(100);
        await one.StartAsync(TestContext.Current.CancellationToken);
        await ServesAgainAsync(gateway, one);
        one.Send(Signal.Stop);
        await EveryClientGetsThroughAsync();
        one.Send(Signal.Continue);
        await ServesAgainAsync(gateway, one);
    }

    IEnumerable<string> Arrived() => running.Kafka.All.Select(arrived => arrived["event_id"]!);

    Task FlowsAsync(int requests)
    {
        var from = _acknowledged.Count;
        return UntilAsync($"{requests} requests are answered", () => _acknowledged.Count > from + (requests * EventsInRequest));
    }

    /// <summary>Waits until the collector's sticky clients return to it.</summary>
    Task ServesAgainAsync(LocalGateway gateway, Component collector)
    {
        var url = new Uri(((HttpComponent)collector).Url).Authority;
        return UntilAsync("its clients come back to it", () =>
            AccessLog
                .Lines(gateway)
                .TakeLast(Clients)
                .Any(line =>
                    JsonNode.Parse(line)! is var said
                    && (string?)said["collector"] == url
                    && (string?)said["collectorStatus"] is "200" or "202"
                )
        );
    }

    // The test asks twice, since the first answer may have been under way.
    Task EveryClientGetsThroughAsync()
    {
        var before = _answered.ToDictionary();
        return UntilAsync("every client gets through", () => _answered.All(client => client.Value > before[client.Key] + 1));
    }

    // A client that has ended reports why, instead of a timeout.
    Task UntilAsync(string what, Func<bool> holds) => Poll.UntilAsync(what, async () =>
        {
            foreach (var ended in _clients.Where(client => client.IsCompleted))
                await ended;

            return holds();
        });

    // The client behaves as an SDK: it sends the same body with the same ids until it succeeds, and records every other answer.
    async Task SendUntilAsync(LocalGateway gateway, string from, CancellationToken end)
    {
        using var http = Client.Of(gateway, from);
        // All clients together send 2,000 events a second.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(80));
        while (!end.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            var ids = Enumerable.Range(0, EventsInRequest).Select(_ => Client.NewId()).ToList();
            var body = $"[{string.Join(',', ids.Select(Client.Event))}]";
            while (!await IsTakenAsync(http, body))
                ids.ForEach(id => _retried.AddOrUpdate(id, 1, (_, tries) => tries + 1));

            ids.ForEach(_acknowledged.Enqueue);
            _answered.AddOrUpdate(from, 1, (_, count) => count + 1);
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
