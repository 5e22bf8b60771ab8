using Analytics.Testing.Http;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>A thousand slow connections, each slow in one of three ways, while other clients are served.</summary>
public sealed class SlownessTests(RunningCollector running)
{
    const int SlowReaders = 10;
    const int Others = 490;
    static readonly string _asksForMegabytes = string.Concat(Enumerable.Repeat("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", 3000));
    static readonly TimeSpan _drip = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Slow_headers_bodies_and_readers_are_disconnected_and_others_are_served()
    {
        await using var load = await LoadAttack.BeginAsync(
            running,
            "Limits:HeaderTimeout=00:00:02",
            "Limits:BodyTimeout=00:00:02",
            "Limits:KeepAliveTimeout=00:00:03"
        );
        var (dripping, unread) = (new List<RawConnection>(), new List<RawConnection>());
        using var over = new CancellationTokenSource();
        try
        {
            await ConnectAsync(dripping, load, Others, null, "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            await ConnectAsync(
                dripping,
                load,
                Others,
                null,
                "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nContent-Length: 4000000\r\n\r\n["
            );
            await ConnectAsync(unread, load, SlowReaders, 4096, _asksForMegabytes);
            await ConnectAsync(unread, load, SlowReaders, null, "");
            var drip = DripAsync(dripping, over.Token);
            await Poll.UntilAsync("every slow connection is closed", load.IsRidOfOthersAsync);
            await over.CancelAsync();
            await drip;
            await load.HoldsAsync();
            load.LeftNoErrors();
        }
        finally
        {
            foreach (var client in dripping.Concat(unread))
                await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Bodies_that_arrive_slowly_are_disconnected_and_others_keep_their_memory()
    {
        await using var load = await LoadAttack.BeginAsync(running, "Limits:BodyTimeout=00:00:02", "Limits:BodiesMegabytes=16");
        var slow = new List<RawConnection>();
        using var over = new CancellationTokenSource();
        try
        {
            // Gigabytes are announced and little arrives, faster than the server's limit for a connection and without a pause.
            await ConnectAsync(slow, load, Others, null, "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n[");
            var drip = DripAsync(slow, over.Token, new string(' ', 300));
            await Poll.UntilAsync("every slow connection is closed", load.IsRidOfOthersAsync);
            await over.CancelAsync();
            await drip;
            await load.HoldsAsync();
            load.LeftNoErrors();
        }
        finally
        {
            foreach (var client in slow)
                await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_at_once_and_those_within_are_served()
    {
        await using var load = await LoadAttack.BeginAsync(running, "Limits:Connections=20", "Limits:KeepAliveTimeout=00:00:03");
        var clients = new List<RawConnection>();
        try
        {
            await ConnectAsync(clients, load, 100, null, "");
            await Poll.UntilAsync("those beyond are closed", () => clients.Count(client => client.IsClosed()) >= 80);
            await Poll.UntilAsync("the idle ones are closed", load.IsRidOfOthersAsync);
            await load.HoldsAsync();
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }
    }

    static async Task ConnectAsync(List<RawConnection> clients, LoadAttack load, int count, int? receiveBuffer, string begin)
    {
        for (var i = 0; i < count; i++)
        {
            var client = await RawConnection.OpenAsync(load.Collector.Url.Port, receiveBuffer: receiveBuffer);
            clients.Add(client);
            // The answer for a slow reader exceeds the buffers, so the test must not wait until it is sent.
            _ = client.TryWriteAsync(begin);
        }
    }

    /// <summary>Sends some bytes now and then, so that no connection is idle.</summary>
    static async Task DripAsync(IReadOnlyList<RawConnection> clients, CancellationToken ending, string drip = " ")
    {
        using var timer = new PeriodicTimer(_drip);
        while (!ending.IsCancellationRequested)
        {
            foreach (var client in clients)
                await client.TryWriteAsync(drip);

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
