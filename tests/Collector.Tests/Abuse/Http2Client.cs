using System.Buffers.Binary;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>HTTP/2 frame by frame (RFC 9113), without the manners of a real client.</summary>
sealed class Http2Client : IDisposable
{
    public const byte Headers = 1;
    public const byte RstStream = 3;
    public const byte GoAway = 7;
    public const byte Continuation = 9;
    const byte Data = 0;
    const byte Settings = 4;
    const byte EndStream = 1;
    const byte EndHeaders = 4;
    const int FrameHead = 9;
    readonly RawClient _raw;

    Http2Client(RawClient raw) => _raw = raw;

    public static async Task<Http2Client> ConnectAsync(CollectorProcess collector, int port)
    {
        var client = new Http2Client(await RawClient.ConnectAsync(collector, port: port));
        await client.SendAsync([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])]);
        return client;
    }

    public Task<bool> SendAsync(byte[] frames) => _raw.TrySendAsync(frames);

    /// <summary>Every frame that comes until the collector closes: its type, its stream and the error code, where it has one.</summary>
    public async Task<List<(byte Type, int Stream, uint Error)>> ReadToEndAsync()
    {
        var bytes = await _raw.ReadToEndAsync();
        var frames = new List<(byte, int, uint)>();
        for (var at = 0; at + FrameHead <= bytes.Length; )
        {
            var length = (bytes[at] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 1));
            var payload = bytes.AsSpan(Math.Min(at + FrameHead, bytes.Length))[..Math.Min(length, bytes.Length - at - FrameHead)];
            var error = bytes[at + 3] switch
            {
                RstStream when payload.Length >= 4 => BinaryPrimitives.ReadUInt32BigEndian(payload),
                GoAway when payload.Length >= 8 => BinaryPrimitives.ReadUInt32BigEndian(payload[4..]),
                _ => 0u,
            };
            frames.Add((bytes[at + 3], BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 5)), error));
            at += FrameHead + length;
        }

        return frames;
    }

    /// <summary>A whole GET.</summary>
    public static byte[] Get(int stream, string path) => Frame(Headers, EndHeaders | EndStream, stream, Fields("GET", path));

    /// <summary>A POST whose body does not come.</summary>
    public static byte[] BeginPost(int stream, string path) => Frame(Headers, EndHeaders, stream, Fields("POST", path));

    public static byte[] Reset(int stream) => Frame(RstStream, 0, stream, [0, 0, 0, 8]);

    public static byte[] EmptyData(int stream) => Frame(Data, 0, stream, []);

    /// <summary>A header block that goes on in another frame.</summary>
    public static byte[] BeginHeaders(int stream) => Frame(Headers, 0, stream, Fields("GET", "/health/live"));

    public static byte[] Continue(int stream, byte[] fields) => Frame(Continuation, 0, stream, fields);

    /// <summary>HPACK (RFC 7541): literals without indexing and without Huffman coding.</summary>
    public static byte[] Field(string name, string value) => [0, .. Text(name), .. Text(value)];

    public void Dispose() => _raw.Dispose();

    static byte[] Fields(string method, string path) =>
        [.. Field(":method", method), .. Field(":scheme", "http"), .. Field(":path", path), .. Field(":authority", "x")];

    static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[FrameHead + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, FrameHead);
        return frame;
    }

    // An integer with a 7-bit prefix.
    static byte[] Text(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var length = new List<byte>();
        if (bytes.Length < 127)
        {
            length.Add((byte)bytes.Length);
        }
        else
        {
            length.Add(127);
            var rest = bytes.Length - 127;
            for (; rest >= 128; rest >>= 7)
                length.Add((byte)(rest | 128));

            length.Add((byte)rest);
        }

        return [.. length, .. bytes];
    }
}
