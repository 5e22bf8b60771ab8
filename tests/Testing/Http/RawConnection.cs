using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Analytics.Testing.Http;

/// <summary>A connection over which a test sends invalid or incomplete requests.</summary>
public sealed class RawConnection : IAsyncDisposable
{
    readonly Socket _socket;
    readonly Stream _stream;
    readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    RawConnection(Socket socket, Stream stream, TimeSpan deadline)
    {
        (_socket, _stream) = (socket, stream);
        _deadline.CancelAfter(deadline);
    }

    /// <summary>Cancels reading at the deadline.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <param name="port">The port on 127.0.0.1.</param>
    /// <param name="from">The client's address; all of 127.0.0.0/8 is this machine.</param>
    /// <param name="tls">The client's TLS settings; null for an unencrypted connection.</param>
    /// <param name="deadline">The time limit for reading; 2 min by default.</param>
    public static async Task<RawConnection> OpenAsync(
        int port,
        string from = "127.0.0.1",
        int? receiveBuffer = null,
        SslClientAuthenticationOptions? tls = null,
        TimeSpan? deadline = null
    )
    {
        var socket = await ConnectAsync(port, from, receiveBuffer, TestContext.Current.CancellationToken);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (tls is not null)
        {
            var secure = new SslStream(stream);
            await secure.AuthenticateAsClientAsync(tls, TestContext.Current.CancellationToken);
            stream = secure;
        }

        return new(socket, stream, deadline ?? TimeSpan.FromMinutes(2));
    }

    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<Socket> ConnectAsync(
        int port,
        string from = "127.0.0.1",
        int? receiveBuffer = null,
        CancellationToken cancellation = default
    )
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
        return socket;
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, _deadline.Token);

    public Task<bool> TryWriteAsync(string text) => TryWriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes; returns false when the peer has closed the connection.</summary>
    public async Task<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, _deadline.Token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends the parts one by one until the peer has closed.</summary>
    /// <returns>False when the peer took all of them.</returns>
    public async Task<bool> WriteUntilClosedAsync(int parts, Func<int, byte[]> part)
    {
        try
        {
            for (var number = 0; number < parts; number++)
                await WriteAsync(part(number));

            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Reads the first bytes of the answer.</summary>
    public async Task<string> ReadSomeAsync()
    {
        var buffer = new byte[16 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, await _stream.ReadAsync(buffer, _deadline.Token));
    }

    /// <exception cref="IOException">The peer closed the connection before.</exception>
    public async Task ReadExactlyAsync(Memory<byte> bytes) => await _stream.ReadExactlyAsync(bytes, _deadline.Token);

    /// <summary>Reads until the peer closes; a reset counts as an end.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var all = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await _stream.ReadAsync(buffer, _deadline.Token)) > 0)
                all.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // A reset closes the connection too.
        }

        return all.ToString();
    }

    /// <summary>Returns true when the peer has closed the connection; reads nothing.</summary>
    public bool IsClosed()
    {
        try
        {
            // With unread bytes before the end, only the kernel's connection state shows it.
            return _socket.Poll(0, SelectMode.SelectError)
                || (_socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0)
                || !TcpState.IsEstablished(_socket);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _deadline.Dispose();
    }
}
