using System.Buffers.Binary;
using System.Text;

namespace Gateway.Tests.Running;

/// <summary>
/// HTTP/2, frame by frame (RFC 9113), for what no library would send. Headers are literals that enter no table (RFC 7541, 6.2.2).
/// </summary>
sealed class Http2Connection : IAsyncDisposable
{
    public const byte Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        GoAway = 7,
        Continuation = 9;
    public const byte EndStream = 1,
        EndHeaders = 4;
    readonly RawConnection _raw;

    Http2Connection(RawConnection raw) => _raw = raw;

    public static async Task<Http2Connection> OpenAsync(LocalGateway gateway)
    {
        var raw = await RawConnection.OpenAsync(gateway, protocol: "h2");
        await raw.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var connection = new Http2Connection(raw);
        await connection.SendAsync(Settings, 0, 0, []);
        return connection;
    }

    public Task SendAsync(byte type, byte flags, int stream, byte[] payload) => _raw.WriteAsync(Frame(type, flags, stream, payload));

    /// <summary>Sends one part after the other until the gateway has closed; false when it took everything.</summary>
    public Task<bool> SendUntilClosedAsync(int parts, Func<int, byte[]> part) => _raw.WriteUntilClosedAsync(parts, part);

    /// <summary>The frames that come until the gateway closes, or until one is the last that the test asks for.</summary>
    public async Task<List<(byte Type, int Stream, byte[] Payload)>> ReadUntilAsync(
        Func<(byte Type, int Stream, byte[] Payload), bool> isLast
    )
    {
        var frames = new List<(byte, int, byte[])>();
        var head = new byte[9];
        try
        {
            while (true)
            {
                await _raw.Stream.ReadExactlyAsync(head, _raw.Patience);
                var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await _raw.Stream.ReadExactlyAsync(payload, _raw.Patience);
                frames.Add((head[3], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload));
                if (isLast(frames[^1]))
                    return frames;
            }
        }
        catch (IOException)
        {
            return frames;
        }
    }

    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>A block of headers for a request with the local key.</summary>
    public static byte[] Block(string method, string path, params (string Name, string Value)[] more) =>
        [
            .. Literals([
                (":method", method),
                (":scheme", "https"),
                (":authority", "localhost"),
                (":path", path),
                ("x-write-key", "demo"),
                .. more,
            ]),
        ];

    /// <summary>
    /// The status in an answer's block of headers: nginx writes it as an index of the static table, or as a literal under index 8.
    /// </summary>
    public static int Status(byte[] block) =>
        block switch
        {
            [>= 0x88 and <= 0x8e, ..] => (int[])[200, 204, 206, 304, 400, 404, 500] is var known ? known[block[0] - 0x88] : 0,
            [0x08 or 0x48, 3, var hundreds, var tens, var ones, ..] => ((hundreds - '0') * 100) + ((tens - '0') * 10) + ones - '0',
            _ => throw new InvalidDataException(Convert.ToHexString(block)),
        };

    static IEnumerable<byte> Literals(IEnumerable<(string Name, string Value)> headers) =>
        headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)]);

    static byte[] Text(string text) => [.. Length(text.Length), .. Encoding.Latin1.GetBytes(text)];

    // An integer behind a prefix of 7 bits.
    static IEnumerable<byte> Length(int length)
    {
        if (length < 127)
            return [(byte)length];
        var rest = length - 127;
        List<byte> bytes = [127];
        for (; rest >= 128; rest >>= 7)
            bytes.Add((byte)(rest | 128));
        return [.. bytes, (byte)rest];
    }

    public ValueTask DisposeAsync() => _raw.DisposeAsync();
}
