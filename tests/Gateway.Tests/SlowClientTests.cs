using System.Text;
using Analytics.Testing.Http;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>Slow clients are cut off, and other clients are not affected.</summary>
public sealed class SlowClientTests(RunningGateway running) : IAsyncLifetime
{
    static readonly TimeSpan _drip = TimeSpan.FromMilliseconds(100);
    LocalGateway? _gateway;
    int _opened;

    public async ValueTask InitializeAsync() =>
        _gateway = await running.StartAnotherAsync(
            "gateway-strict",
            ("HEADER_TIMEOUT", "2"),
            ("BODY_TIMEOUT", "2"),
            ("SEND_TIMEOUT", "2"),
            ("CONNECTIONS", "1000"),
            ("RATE", "100000"),
            ("BURST", "100000")
        );

    public ValueTask DisposeAsync() => _gateway!.DisposeAsync();

    [Fact]
    public async Task Slow_headers_and_bodies_are_cut_off_while_others_are_served()
    {
        var slow = Task.WhenAll([
            .. Times(100, SlowHeadersAsync),
            .. Times(100, SlowBodyAsync),
            .. Times(50, SilentAsync),
            .. Times(50, NoHandshakeAsync),
        ]);
        using var http = Client.Of(_gateway!);
        var served = 0;
        do
        {
            using var answer = await http.SendAsync(
                Client.Post("/v1/events", Client.Event(Client.NewId())),
                TestContext.Current.CancellationToken
            );
            Assert.True(answer.IsSuccessStatusCode);
            served++;
        } while (!slow.IsCompleted);

        await slow;
        Assert.True(served > 1);
        Assert.True(_opened > 0, "some of them came through the handshake");
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_is_cut_off()
    {
        // A listener in place of a collector answers more than the kernel buffers for a connection, which no collector does.
        var answer = new byte[16 * 1024 * 1024];
        using var collector = new StandIn();
        await using var gateway = await running.StartAnotherAsync("gateway-large", [collector.Url], ("SEND_TIMEOUT", "2"));
        await using var connection = await TlsConnection.OpenAsync(gateway, receiveBuffer: 4096);
        var id = Client.NewId();
        await connection.WriteAsync($"GET /v1/events HTTP/1.1\r\nHost: x\r\nX-Request-Id: {id}\r\n\r\n");
        await using var asked = (await collector.TakeAsync()).Connection;
        await asked.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n"), connection.Deadline);
        var answering = asked.WriteAsync(answer, connection.Deadline).AsTask();

        var line = await AccessLog.FindAsync(gateway, id);
        Assert.InRange((int)line["sent"]!, 1, answer.Length - 1);
        // The connection to the collector is closed too.
        await Assert.ThrowsAsync<IOException>(() => answering);
    }

    static IEnumerable<Task> Times(int count, Func<Task> client) => Enumerable.Range(0, count).Select(_ => client());

    // The limit of the headers includes the handshake: on a busy machine the gateway cuts off a client in the middle of it.
    async Task<RawConnection?> OpenAsync()
    {
        try
        {
            var connection = await TlsConnection.OpenAsync(_gateway!);
            Interlocked.Increment(ref _opened);
            return connection;
        }
        catch (IOException)
        {
            return null;
        }
    }

    async Task SlowHeadersAsync()
    {
        await using var connection = await OpenAsync();
        if (connection is null)
            return;

        // On a busy machine the gateway may have cut it off before it says anything.
        _ = await connection.TryWriteAsync("POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        Assert.Equal("", await DripAsync(connection, "a"));
    }

    async Task SlowBodyAsync()
    {
        await using var connection = await OpenAsync();
        if (connection is null)
            return;

        _ = await connection.TryWriteAsync("POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nContent-Length: 100\r\n\r\n{");
        Assert.Equal("", await connection.ReadToEndAsync());
    }

    async Task SilentAsync()
    {
        await using var connection = await OpenAsync();
        if (connection is not null)
            Assert.Equal("", await connection.ReadToEndAsync());
    }

    async Task NoHandshakeAsync()
    {
        using var socket = await RawConnection.ConnectAsync(
            new Uri(_gateway!.SecureUrl).Port,
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    static async Task<string> DripAsync(RawConnection connection, string drop)
    {
        using var timer = new PeriodicTimer(_drip);
        var reading = connection.ReadToEndAsync();
        while (!reading.IsCompleted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            try
            {
                await connection.WriteAsync(drop);
            }
            catch (IOException)
            {
                break;
            }
        }

        return await reading;
    }
}
