using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Analytics.Testing.Http;

/// <summary>A connection over which a test says what no well-behaved client would.</summary>
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

    /// <summary>Ends when the connection has been read long enough.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <param name="port">Of 127.0.0.1.</param>
    /// <param name="from">The client's address: all of 127.0.0.0/8 is this machine.</param>
    /// <param name="tls">Where the connection is encrypted: what the client asks for and believes.</param>
    /// <param name="deadline">How long it is read at most; 2 min unless said.</param>
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

    /// <summary>False when the other side has closed the connection.</summary>
    public async Task<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Says one part after the other until the other side has closed.</summary>
    /// <returns>False when it took all of them.</returns>
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

    /// <summary>What comes first.</summary>
    public async Task<string> ReadSomeAsync()
    {
        var buffer = new byte[16 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, await _stream.ReadAsync(buffer, _deadline.Token));
    }

    /// <exception cref="IOException">The other side has closed before.</exception>
    public async Task ReadExactlyAsync(Memory<byte> bytes) => await _stream.ReadExactlyAsync(bytes, _deadline.Token);

    /// <summary>What comes until the other side closes; a reset ends it too.</summary>
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
            // A reset: closed as well.
        }

        return all.ToString();
    }

    /// <summary>Whether the other side has closed the connection, without reading what it sent.</summary>
    public bool IsClosed()
    {
        try
        {
            // With unread bytes before it, an end is only seen by the kernel's own state of the connection.
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
