using System.Text;
using Analytics.Testing.Http;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>Slow bodies without a key before them, all of one network, leave room for such bodies of others.</summary>
public sealed class KeylessBodiesTests(RunningCollector running)
{
    const string Start = "POST /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

    [Fact]
    public async Task Slow_bodies_of_one_network_leave_room_for_others()
    {
        await using var collector = await running.StartAnotherAsync("Limits:BodiesMegabytes=8");
        var slow = new List<RawConnection>();
        try
        {
            // More than 64 KiB of a body make the collector hold memory for all of it.
            for (var at = 0; at < 8; at++)
            {
                slow.Add(await RawConnection.OpenAsync(collector.Url.Port));
                await slow[at].TryWriteAsync($"{Start}Content-Length: 1000000\r\n\r\n[{new string(' ', 100_000)}");
            }

            await Poll.UntilAsync("the network of the slow bodies has no room", async () =>
                (await SendAsync(collector, "127.0.0.77")).StartsWith("HTTP/1.1 503", StringComparison.Ordinal)
            );
            Assert.StartsWith("HTTP/1.1 200", await SendAsync(collector, "127.0.1.1"), StringComparison.Ordinal);
        }
        finally
        {
            foreach (var client in slow)
                await client.DisposeAsync();
        }
    }

    static async Task<string> SendAsync(CollectorProcess collector, string from)
    {
        var events = Enumerable.Repeat($$"""{"type":"page","userId":"u","properties":{"x":"{{new string('x', 50_000)}}"} }""", 4);
        var body = $$"""{"writeKey":"{{RunningCollector.BrowserKey}}","batch":[{{string.Join(',', events)}}]}""";
        await using var client = await RawConnection.OpenAsync(collector.Url.Port, from);
        await client.TryWriteAsync($"{Start}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        return await client.ReadToEndAsync();
    }
}
