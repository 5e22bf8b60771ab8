using System.Buffers.Binary;

namespace Analytics.Testing.Http;

/// <summary>Speaks HTTP/2 frame by frame, to send what no library sends.</summary>
public sealed class Http2Connection : IAsyncDisposable
{
    readonly RawConnection _raw;

    Http2Connection(RawConnection raw) => _raw = raw;

    /// <summary>Starts HTTP/2 on a connection and takes ownership of it.</summary>
    public static async Task<Http2Connection> BeginAsync(RawConnection raw)
    {
        await raw.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var connection = new Http2Connection(raw);
        await connection.SendAsync(Http2Frame.Settings, 0, 0, []);
        return connection;
    }

    public Task SendAsync(byte type, byte flags, int stream, byte[] payload) =>
        _raw.WriteAsync(new Http2Frame(type, flags, stream, payload).ToBytes());

    /// <summary>Sends bytes; returns false when the peer has closed the connection.</summary>
    public Task<bool> TrySendAsync(params Http2Frame[] frames) =>
        _raw.TryWriteAsync((byte[])[.. frames.SelectMany(frame => frame.ToBytes())]);

    /// <summary>Sends the parts one by one until the peer closes; returns false when the peer took all.</summary>
    public Task<bool> SendUntilClosedAsync(int parts, Func<int, byte[]> part) => _raw.WriteUntilClosedAsync(parts, part);

    /// <summary>Reads frames until the peer closes.</summary>
    public Task<List<Http2Frame>> ReadToEndAsync() => ReadUntilAsync(_ => false);

    /// <summary>Reads frames until the peer closes, or up to the frame that the test waits for.</summary>
    public async Task<List<Http2Frame>> ReadUntilAsync(Func<Http2Frame, bool> isLast)
    {
        var frames = new List<Http2Frame>();
        var head = new byte[Http2Frame.HeadLength];
        try
        {
            while (true)
            {
                await _raw.ReadExactlyAsync(head);
                var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await _raw.ReadExactlyAsync(payload);
                frames.Add(new(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload));
                if (isLast(frames[^1]))
                    return frames;
            }
        }
        catch (IOException)
        {
            return frames;
        }
    }

    public ValueTask DisposeAsync() => _raw.DisposeAsync();
}
