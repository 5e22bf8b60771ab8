using System.Text;
using Analytics.Testing.Http;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>Oversized input is refused before all of it is read.</summary>
public sealed class SizeTests(RunningCollector running)
{
    const int MegaByte = 1024 * 1024;
    const string Start = "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nContent-Type: application/json\r\n";

    [Fact]
    public async Task Too_much_is_refused_before_it_is_all_read()
    {
        await using var load = await LoadAttack.BeginAsync(running);
        await A_million_events(load);
        await A_body_in_chunks_for_ever(load);
        await A_body_that_is_announced_too_large_is_not_read(load);
        await Thirty_megabytes_of_headers(load);
        await Two_lengths_are_one_request_at_most(load);
        await load.HoldsAsync();
    }

    static async Task A_million_events(LoadAttack load)
    {
        var array = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}]");
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1\n", 1_000_000)));
        Assert.Equal((413, "too_many_events"), await Attack.PostAsync(load.Collector, "/v1/events", array));
        Assert.Equal((400, "too_many_events"), await Attack.PostAsync(load.Collector, "/v1/batch", array));
        Assert.Equal(
            (413, "too_many_events"),
            await Attack.PostAsync(load.Collector, "/v1/events", lines, contentType: "application/x-ndjson")
        );
    }

    static async Task A_body_in_chunks_for_ever(LoadAttack load)
    {
        await using var client = await RawConnection.OpenAsync(load.Collector.Url.Port);
        Assert.True(await client.TryWriteAsync($"{Start}Transfer-Encoding: chunked\r\n\r\n"));
        var chunk = Encoding.ASCII.GetBytes($"{64 * 1024:x}\r\n{new string(' ', 64 * 1024)}\r\n");
        var answer = client.ReadSomeAsync();
        var sent = 0L;
        while (!answer.IsCompleted && await client.TryWriteAsync(chunk))
            sent += chunk.Length;

        // The limit is 4 MiB plus what the kernels buffer.
        Assert.StartsWith("HTTP/1.1 413", await answer);
        Assert.InRange(sent, 4 * MegaByte, 64 * MegaByte);

        // The collector discards input for a while, so that a reset does not destroy the answer, and then closes the connection.
        var closed = Poll.UntilAsync("the connection is closed", () => client.IsClosed());
        while (!closed.IsCompleted && await client.TryWriteAsync(chunk)) { }

        await closed;
    }

    static async Task A_body_that_is_announced_too_large_is_not_read(LoadAttack load)
    {
        await using var client = await RawConnection.OpenAsync(load.Collector.Url.Port);
        Assert.True(await client.TryWriteAsync($"{Start}Connection: close\r\nContent-Length: 100000000000\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 413", await client.ReadToEndAsync());
    }

    static async Task Thirty_megabytes_of_headers(LoadAttack load)
    {
        foreach (
            var (header, times) in ((string, int)[])
                [($"X-A: {new string('a', 30 * MegaByte)}\r\n", 1), ($"X-A: {new string('a', 1000)}\r\n", 30_000), ("A:b\r\n", 1000)]
        )
        {
            await using var client = await RawConnection.OpenAsync(load.Collector.Url.Port);
            var answer = client.ReadToEndAsync();
            await client.TryWriteAsync(Start);
            for (var i = 0; i < times && await client.TryWriteAsync(header); i++) { }

            Assert.StartsWith("HTTP/1.1 431", await answer);
        }

        await using var line = await RawConnection.OpenAsync(load.Collector.Url.Port);
        await line.TryWriteAsync($"POST /{new string('a', MegaByte)} HTTP/1.1\r\n");
        Assert.StartsWith("HTTP/1.1 414", await line.ReadToEndAsync());
    }

    /// <summary>If two parties disagree on the length, one request can hide in another's body.</summary>
    static async Task Two_lengths_are_one_request_at_most(LoadAttack load)
    {
        const string hidden = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        foreach (
            var lengths in (string[])
                [
                    "Content-Length: 5\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: chunked\r\nContent-Length: 5",
                    "Content-Length: 5\r\nContent-Length: 60",
                    "Transfer-Encoding: xchunked",
                    "Transfer-Encoding: chunked, identity",
                ]
        )
        {
            await using var client = await RawConnection.OpenAsync(load.Collector.Url.Port);
            await client.TryWriteAsync($"{Start}{lengths}\r\n\r\n0\r\n\r\n{hidden}");
            var answer = await client.ReadToEndAsync();
            Assert.StartsWith("HTTP/1.1 4", answer);
            Assert.Equal(2, answer.Split("HTTP/1.1 ").Length);
        }
    }
}
