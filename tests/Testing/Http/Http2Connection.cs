using System.Buffers.Binary;

namespace Analytics.Testing.Http;

/// <summary>HTTP/2, frame by frame, for what no library would send.</summary>
public sealed class Http2Connection : IAsyncDisposable
{
    readonly RawConnection _raw;

    Http2Connection(RawConnection raw) => _raw = raw;

    /// <summary>Begins to speak HTTP/2 on a connection, which is then its own.</summary>
    public static async Task<Http2Connection> BeginAsync(RawConnection raw)
    {
        await raw.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var connection = new Http2Connection(raw);
        await connection.SendAsync(Http2Frame.Settings, 0, 0, []);
        return connection;
    }

    public Task SendAsync(byte type, byte flags, int stream, byte[] payload) =>
        _raw.WriteAsync(new Http2Frame(type, flags, stream, payload).ToBytes());

    /// <summary>False when the other side has closed the connection.</summary>
    public Task<bool> TrySendAsync(params Http2Frame[] frames) =>
        _raw.TryWriteAsync((byte[])[.. frames.SelectMany(frame => frame.ToBytes())]);

    /// <summary>Sends one part after the other until the other side has closed; false when it took everything.</summary>
    public Task<bool> SendUntilClosedAsync(int parts, Func<int, byte[]> part) => _raw.WriteUntilClosedAsync(parts, part);

    /// <summary>The frames that come until the other side closes.</summary>
    public Task<List<Http2Frame>> ReadToEndAsync() => ReadUntilAsync(_ => false);

    /// <summary>The frames that come until the other side closes, or until one is the last that the test asks for.</summary>
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
