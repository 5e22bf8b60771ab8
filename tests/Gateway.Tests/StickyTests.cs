using Gateway.Tests.Running;

namespace Gateway.Tests;

public sealed class StickyTests(RunningGateway running)
{
    [Fact]
    public async Task A_client_stays_with_its_collector_and_clients_are_spread()
    {
        var chosen = await Task.WhenAll(Enumerable.Range(1, 40).Select(client => CollectorsOfAsync($"127.0.1.{client}")));
        Assert.All(chosen, collectors => Assert.Single(collectors.Distinct()));
        Assert.Equal(
            running.Collectors.Select(collector => new Uri(collector.Url).Authority).Order(),
            chosen.SelectMany(collectors => collectors).Distinct().Order()
        );
    }

    // Other connections, protocols and routes belong to the same client.
    async Task<IEnumerable<string>> CollectorsOfAsync(string from)
    {
        var ids = new List<string>();
        foreach (var (version, path) in new[] { (1, "/v1/events"), (2, "/v1/events"), (1, "/v1/batch"), (2, "/v1/t") })
        {
            using var http = Client.Of(running.Gateway, from, version);
            ids.Add(Client.NewId());
            using var answer = await http.SendAsync(
                Client.Post(path, Client.Event(Client.NewId()), ("X-Request-Id", ids[^1])),
                TestContext.Current.CancellationToken
            );
        }

        return (await AccessLog.FindAsync(running.Gateway, ids)).Select(line => line["collector"]!.ToString());
    }
}
