using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>A minimal HTTP/1.1 client over one blocking socket, so that the generator's cost stays small.</summary>
sealed class HttpConnection : IDisposable
{
    readonly Socket _socket;
    readonly byte[] _buffer = new byte[64 * 1024];

    public HttpConnection(string host, int port)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 30_000,
            SendTimeout = 30_000,
        };
        _socket.Connect(IPAddress.Parse(host), port);
    }

    /// <summary>Sends a request, reads its whole answer, and returns its status.</summary>
    /// <exception cref="SocketException">The connection failed or made no progress for half a minute.</exception>
    /// <exception cref="InvalidDataException">The answer is not valid HTTP/1.1.</exception>
    public int Send(byte[] request)
    {
        for (var sent = 0; sent < request.Length; )
            sent += _socket.Send(request.AsSpan(sent));

        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                throw new InvalidDataException("The answer is larger than 64 KiB.");

            var read = _socket.Receive(_buffer.AsSpan(length));
            if (read == 0)
                throw new InvalidDataException("The server closed the connection.");

            length += read;
            if (IsWhole(_buffer.AsSpan(0, length)))
            {
                return Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _)
                    ? status
                    : throw new InvalidDataException("The answer has no status.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    internal static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;

        var headers = answer[..end];
        var at = headers.IndexOf("Content-Length: "u8);
        if (at >= 0)
            return Utf8Parser.TryParse(headers[(at + 16)..], out int length, out _) && answer.Length - end - 4 >= length;

        // The last chunk of a chunked body is empty.
        return answer[(end + 4)..].EndsWith("0\r\n\r\n"u8);
    }
}
