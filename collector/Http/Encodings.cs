using System.IO.Compression;
using System.Text.Unicode;
using ZstdSharp;

namespace Analytics.Collector.Http;

/// <summary>Decompresses the content encodings as a stream that stops at the limit.</summary>
static class Encodings
{
    const int Step = 16 * 1024;

    /// <summary>Opens a decompressing stream over a body; null for no encoding.</summary>
    public delegate Stream Opener(byte[] body, int length);

    public static Opener Gzip { get; } = (body, length) => new GZipStream(Source(body, length), CompressionMode.Decompress);

    static Opener Brotli { get; } = (body, length) => new BrotliStream(Source(body, length), CompressionMode.Decompress);

    public static bool TryFind(string? header, out Opener? opener)
    {
        opener = header?.Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => Gzip,
            "deflate" => Deflate,
            "br" => Brotli,
            "zstd" => Zstd,
            _ => null,
        };
        return opener is not null
            || string.IsNullOrWhiteSpace(header)
            || header.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when the body begins like gzip: some SDKs compress without a Content-Encoding.</summary>
    public static bool LooksLikeGzip(ReadOnlySpan<byte> body) => body is [0x1f, 0x8b, ..];

    /// <summary>
    /// Returns how a body is really encoded: clients and proxies send the header of one encoding with the bytes of another, or of none.
    /// </summary>
    /// <param name="claimed">The encoding of the header; null for none.</param>
    public static Opener? Of(ReadOnlySpan<byte> body, Opener? claimed) =>
        claimed != Brotli && LooksLikeGzip(body) ? Gzip
        : claimed == Gzip || (claimed is not null && IsJson(body, claimed)) ? null
        : claimed;

    /// <summary>
    /// True for JSON: zlib and zstd never begin like it, and raw deflate of JSON does not. Brotli may, but its bytes are not UTF-8.
    /// </summary>
    static bool IsJson(ReadOnlySpan<byte> body, Opener claimed) =>
        (body.StartsWith("\uFEFF"u8) ? body[3..] : body).TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
        && (claimed != Brotli || Utf8.IsValid(body));

    /// <summary>Disposes <paramref name="body"/>; the caller owns the result.</summary>
    /// <param name="length">The bytes that were decompressed, also when they are refused.</param>
    public static Outcome<PooledBytes> Inflate(PooledBytes body, Opener open, int limit, out int length)
    {
        length = 0;
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
                    length = inflated.Length;
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
    static Opener Zstd { get; } =
        (body, length) =>
        {
            var stream = new DecompressionStream(Source(body, length));
            stream.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, 23);
            return stream;
        };

    static MemoryStream Source(byte[] body, int length) => new(body, 0, length, writable: false);
}
