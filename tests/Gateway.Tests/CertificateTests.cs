using System.Collections.Concurrent;
using Analytics.Testing.Waiting;
using Gateway.Tests.Running;

namespace Gateway.Tests;

public sealed class CertificateTests(RunningGateway running)
{
    [Fact]
    public async Task A_new_certificate_is_taken_over_without_a_dropped_request()
    {
        await using var gateway = await running.StartAnotherAsync("gateway-certificate", ("RATE", "100000"), ("BURST", "100000"));
        var (old, shown) = (gateway.Certificate.GetCertHashString(), new ConcurrentDictionary<string, int>());
        var sent = new ConcurrentQueue<string>();
        using var end = new CancellationTokenSource();
        // The test uses lasting connections and a new connection for each request.
        var clients = Enumerable.Range(0, 8).Select(number => SendUntilAsync(gateway, number % 2 == 0, shown, sent, end.Token)).ToList();
        await Poll.UntilAsync("requests flow", () => sent.Count > 200);
        Assert.Equal(old, shown.Keys.Single());

        await gateway.ReplaceCertificateAsync();
        var now = gateway.Certificate.GetCertHashString();
        await Poll.UntilAsync("the new one is shown", () => shown.GetValueOrDefault(now) > 100);
        await end.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Equal(new HashSet<string> { old, now }, [.. shown.Keys]);
        var ids = sent.ToHashSet();
        await Poll.UntilAsync("what was sent is in Kafka", () => ids.IsSubsetOf(running.Kafka.All.Select(one => one["event_id"]!)));
    }

    // Every request is answered 200 at the first attempt, except one that a GOAWAY without an error marks as unprocessed: a client sends it
    // again (RFC 9113, 6.8).
    static async Task SendUntilAsync(
        LocalGateway gateway,
        bool lasting,
        ConcurrentDictionary<string, int> shown,
        ConcurrentQueue<string> sent,
        CancellationToken end
    )
    {
        using var http = Client.Of(gateway, http: lasting ? 2 : 1, keep: lasting, believes: (_, certificate, _, _) =>
            shown.AddOrUpdate(certificate!.GetCertHashString(), 1, (_, count) => count + 1) > 0
        );
        while (!end.IsCancellationRequested)
        {
            var id = Client.NewId();
            using var answer = await SendAsync(http, id);
            Assert.True(answer.IsSuccessStatusCode);
            sent.Enqueue(id);
        }
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient http, string id)
    {
        while (true)
        {
            try
            {
                return await http.SendAsync(Client.Post("/v1/events", Client.Event(id)), TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException ended) when (ended.InnerException is HttpProtocolException { ErrorCode: 0 })
            {
                // The library usually does this itself.
            }
        }
    }
}
