using System.IO.Compression;
using ZstdSharp;

namespace Analytics.Collector.Http;

/// <summary>Decompresses the content encodings as a stream that stops at the limit.</summary>
static class Encodings
{
    const int Step = 16 * 1024;

    /// <summary>Opens a decompressing stream over a body; null for no encoding.</summary>
    public delegate Stream Opener(byte[] body, int length);

    public static bool TryFind(string? header, out Opener? opener)
    {
        opener = header?.Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => Gzip,
            "deflate" => Deflate,
            "br" => (body, length) => new BrotliStream(Source(body, length), CompressionMode.Decompress),
            "zstd" => Zstd,
            _ => null,
        };
        return opener is not null
            || string.IsNullOrWhiteSpace(header)
            || header.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when the body begins like gzip: some SDKs compress without a Content-Encoding.</summary>
    public static bool LooksLikeGzip(ReadOnlySpan<byte> body) => body is [0x1f, 0x8b, ..];

    public static Stream Gzip(byte[] body, int length) => new GZipStream(Source(body, length), CompressionMode.Decompress);

    /// <summary>Disposes <paramref name="body"/>; the caller owns the result.</summary>
    public static Outcome<PooledBytes> Inflate(PooledBytes body, Opener open, int limit)
    {
        using (body)
        {
            var inflated = new PooledBytes(Math.Min(limit, body.Length * 4));
            try
            {
                using var stream = open(body.Array, body.Length);
                while (inflated.Length < limit)
                {
                    var read = stream.Read(Room(inflated, limit));
                    if (read == 0)
                        return inflated;

                    inflated.Advance(read);
                }

                if (stream.ReadByte() < 0)
                    return inflated;

                inflated.Dispose();
                return Problem.TooLarge(Problem.InflatesTooMuch, $"The decompressed body is larger than {limit} bytes.");
            }
            catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or IOException or ZstdException)
            {
                inflated.Dispose();
                return Problem.BodyUnreadable("The body is not what its Content-Encoding says, or it is cut off.");
            }
        }
    }

    /// <summary>Returns free space up to the limit, so that the buffer does not double for one excess byte.</summary>
    static Span<byte> Room(PooledBytes inflated, int limit)
    {
        var room = inflated.Free(Math.Min(Step, limit - inflated.Length));
        return room.Length <= limit - inflated.Length ? room : room[..(limit - inflated.Length)];
    }

    /// <summary>Opens zlib's format, which is HTTP's deflate, or raw deflate, which some clients send.</summary>
    static Stream Deflate(byte[] body, int length) =>
        length >= 2 && (body[0] & 0x0f) == 8 && ((body[0] << 8) | body[1]) % 31 == 0
            ? new ZLibStream(Source(body, length), CompressionMode.Decompress)
            : new DeflateStream(Source(body, length), CompressionMode.Decompress);

    /// <summary>Bounds the window as RFC 9659 does; without a bound a header of a few bytes allocates 128 MiB.</summary>
    static DecompressionStream Zstd(byte[] body, int length)
    {
        var stream = new DecompressionStream(Source(body, length));
        stream.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, 23);
        return stream;
    }

    static MemoryStream Source(byte[] body, int length) => new(body, 0, length, writable: false);
}
