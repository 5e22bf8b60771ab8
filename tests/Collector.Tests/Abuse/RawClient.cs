using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>A connection that says what no HTTP client would.</summary>
sealed class RawClient : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawClient> ConnectAsync(CollectorProcess collector, int? receiveBuffer = null, int? port = null)
    {
        var client = new RawClient();
        if (receiveBuffer is { } bytes)
            client._socket.ReceiveBufferSize = bytes;

        await client._socket.ConnectAsync(IPAddress.Loopback, port ?? collector.Url.Port, TestContext.Current.CancellationToken);
        return client;
    }

    public Task<bool> TrySendAsync(string text) => TrySendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>False when the collector has closed the connection.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await _socket.SendAsync(bytes, TestContext.Current.CancellationToken)..];

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>What comes first.</summary>
    public async Task<byte[]> ReadSomeAsync()
    {
        var buffer = new byte[16 * 1024];
        return buffer[..await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)];
    }

    /// <summary>Everything that comes until the collector closes. A reset is an end too.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)) > 0)
                all.Write(buffer, 0, read);
        }
        catch (SocketException) { }

        return all.ToArray();
    }

    /// <summary>Whether the collector has closed the connection, without reading what it sent.</summary>
    public bool IsClosed()
    {
        try
        {
            return _socket.Poll(0, SelectMode.SelectError)
                || (_socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0)
                || !Peers();
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>With unread bytes before it, an end is only seen by the kernel's own state of the connection.</summary>
    bool Peers() => TcpState.IsEstablished(_socket);

    public void Dispose() => _socket.Dispose();
}
