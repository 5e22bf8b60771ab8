using System.Buffers.Binary;
using System.Text;

namespace Analytics.Testing.Http;

/// <summary>An HTTP/2 frame (RFC 9113).</summary>
public sealed record Http2Frame(byte Type, byte Flags, int Stream, byte[] Payload)
{
    public const byte Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        GoAway = 7,
        Continuation = 9;
    public const byte EndStream = 1,
        EndHeaders = 4;

    /// <summary>The length of a frame's header, in bytes.</summary>
    public const int HeadLength = 9;

    /// <summary>The error code of RST_STREAM or GOAWAY; null in every other frame.</summary>
    public uint? Error =>
        (Type, Payload.Length) switch
        {
            (Reset, >= 4) => BinaryPrimitives.ReadUInt32BigEndian(Payload),
            (GoAway, >= 8) => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(4)),
            _ => null,
        };

    /// <summary>
    /// The status in a header block of an answer: nginx writes it as an index of the static table or as a literal under index 8.
    /// </summary>
    public int Status =>
        Payload switch
        {
            [>= 0x88 and <= 0x8e, ..] => (int[])[200, 204, 206, 304, 400, 404, 500] is var known ? known[Payload[0] - 0x88] : 0,
            [0x08 or 0x48, 3, var hundreds, var tens, var ones, ..] => ((hundreds - '0') * 100) + ((tens - '0') * 10) + ones - '0',
            _ => throw new InvalidDataException(Convert.ToHexString(Payload)),
        };

    public byte[] ToBytes()
    {
        var frame = new byte[HeadLength + Payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, Payload.Length << 8);
        (frame[3], frame[4]) = (Type, Flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), Stream);
        Payload.CopyTo(frame, HeadLength);
        return frame;
    }

    /// <summary>Returns a header block of literals that are neither indexed nor compressed (RFC 7541, 6.2.2).</summary>
    public static byte[] Block(params IEnumerable<(string Name, string Value)> headers) =>
        [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    static byte[] Text(string text) => [.. Length(text.Length), .. Encoding.Latin1.GetBytes(text)];

    // RFC 7541, 5.1: an integer with a prefix of 7 bits.
    static List<byte> Length(int length)
    {
        if (length < 127)
            return [(byte)length];
        var rest = length - 127;
        List<byte> bytes = [127];
        for (; rest >= 128; rest >>= 7)
            bytes.Add((byte)(rest | 128));
        return [.. bytes, (byte)rest];
    }
}
