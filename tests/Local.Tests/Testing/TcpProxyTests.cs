using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Analytics.Testing.Http;

namespace Local.Tests.Testing;

/// <summary>The proxy of the faults of a line does what the name of each state says.</summary>
public sealed class TcpProxyTests : IDisposable
{
    readonly TcpListener _server = new(IPAddress.Loopback, 0);
    readonly TcpProxy _proxy;

    public TcpProxyTests()
    {
        _server.Start();
        _proxy = new(((IPEndPoint)_server.LocalEndpoint).Port);
        _proxy.Set(Line.Open);
    }

    static CancellationToken Over => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _proxy.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_slow_line_delays_both_directions()
    {
        using var client = await ConnectAsync();
        using var served = await _server.AcceptSocketAsync(Over);
        _proxy.Set(Line.Slow);
        var watch = Stopwatch.StartNew();
        await SendAsync(client, 1);
        await SendAsync(served, await ReadAsync(served));
        Assert.Equal(1, await ReadAsync(client));
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(390), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_half_open_line_takes_connections_and_passes_nothing_until_it_is_open()
    {
        using var client = await ConnectAsync();
        using var served = await _server.AcceptSocketAsync(Over);
        _proxy.Set(Line.HalfOpen);
        await SendAsync(client, 1);
        await SendAsync(served, 2);
        using var other = await ConnectAsync();
        await SendAsync(other, 3);
        // What is sent over an open line beside it arrives, so the others had the time.
        await PassAsync();
        Assert.Equal((0, 0), (served.Available, client.Available));
        Assert.False(_server.Pending());
        _proxy.Set(Line.Open);
        Assert.Equal((1, 2), (await ReadAsync(served), await ReadAsync(client)));
        using var otherServed = await _server.AcceptSocketAsync(Over);
        Assert.Equal(3, await ReadAsync(otherServed));
    }

    [Fact]
    public async Task A_line_of_one_way_passes_requests_and_no_answers()
    {
        using var client = await ConnectAsync();
        using var served = await _server.AcceptSocketAsync(Over);
        _proxy.Set(Line.OneWay);
        await SendAsync(served, 2);
        await SendAsync(client, 1);
        Assert.Equal(1, await ReadAsync(served));
        Assert.Equal(0, client.Available);
        _proxy.Set(Line.Open);
        Assert.Equal(2, await ReadAsync(client));
    }

    [Fact]
    public async Task A_cut_line_resets_connections_and_refuses_new_ones_until_it_is_open()
    {
        using var client = await ConnectAsync();
        using var served = await _server.AcceptSocketAsync(Over);
        _proxy.Set(Line.Cut);
        foreach (var end in (Socket[])[client, served])
        {
            var failure = await Assert.ThrowsAsync<SocketException>(() => ReadAsync(end));
            Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        }

        var refused = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        _proxy.Set(Line.Open);
        using var again = await ConnectAsync();
        using var servedAgain = await _server.AcceptSocketAsync(Over);
        await SendAsync(again, 1);
        Assert.Equal(1, await ReadAsync(servedAgain));
    }

    async Task<Socket> ConnectAsync() => await RawConnection.ConnectAsync(_proxy.Port, cancellation: Over);

    static async Task PassAsync()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var proxy = new TcpProxy(((IPEndPoint)server.LocalEndpoint).Port);
        proxy.Set(Line.Open);
        using var client = await RawConnection.ConnectAsync(proxy.Port, cancellation: Over);
        using var served = await server.AcceptSocketAsync(Over);
        await SendAsync(client, 1);
        await ReadAsync(served);
    }

    static async Task SendAsync(Socket socket, byte value) => await socket.SendAsync(new[] { value }, Over);

    static async Task<byte> ReadAsync(Socket socket)
    {
        var buffer = new byte[1];
        Assert.Equal(1, await socket.ReceiveAsync(buffer, Over));
        return buffer[0];
    }
}
