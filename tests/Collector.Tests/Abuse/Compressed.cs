using System.IO.Compression;

namespace Collector.Tests.Abuse;

/// <summary>The encodings that the collector reads.</summary>
static class Compressed
{
    public static readonly string[] Names = ["gzip", "deflate", "br", "zstd"];

    public static byte[] As(string encoding, byte[] bytes) => As(encoding, output => output.Write(bytes));

    /// <summary>A stream of that many zeros, which are not held in memory.</summary>
    public static byte[] Zeros(string encoding, long count) => As(encoding, output =>
        {
            var block = new byte[1024 * 1024];
            for (var left = count; left > 0; left -= block.Length)
                output.Write(block, 0, (int)Math.Min(left, block.Length));
        });

    static byte[] As(string encoding, Action<Stream> write)
    {
        var output = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(output, CompressionLevel.Optimal),
                "deflate" => new ZLibStream(output, CompressionLevel.Optimal),
                "br" => new BrotliStream(output, CompressionLevel.Optimal),
                "zstd" => new ZstdSharp.CompressionStream(output),
                _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
            }
        )
        {
            write(stream);
        }

        return output.ToArray();
    }
}
