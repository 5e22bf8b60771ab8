using System.Text;

namespace Analytics.Collector.Delivery.Spool.Commands;

/// <summary>Reads the complete lines of a file, as Latin-1 and without their line feed, with their places.</summary>
static class FileLines
{
    const int Chunk = 256 * 1024;

    public static IEnumerable<(long From, string Line)> Of(ISpoolFile file)
    {
        var buffer = new byte[Chunk];
        var (at, filled) = (0L, 0);
        while (true)
        {
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);

            var read = file.Read(buffer.AsSpan(filled), at + filled);
            if (read == 0)
                yield break;

            filled += read;
            var done = 0;
            for (
                var end = Array.IndexOf(buffer, (byte)'\n', done, filled - done);
                end >= 0;
                end = Array.IndexOf(buffer, (byte)'\n', done, filled - done)
            )
            {
                yield return (at + done, Encoding.Latin1.GetString(buffer, done, end - done));
                done = end + 1;
            }

            buffer.AsSpan(done, filled - done).CopyTo(buffer);
            (at, filled) = (at + done, filled - done);
        }
    }
}
