namespace Collector.Tests.Delivery.Spool;

/// <summary>The way in which a run of the spool ends.</summary>
enum End
{
    /// <summary>The process is killed: all written bytes stay, flushed or not.</summary>
    Killed,

    /// <summary>The power fails: a random part of the unflushed writes stays, in no order.</summary>
    PowerCut,
}

/// <summary>The bytes of a file: as read now, as flushed, and the writes in between.</summary>
sealed class FragileContent(byte[] now)
{
    const int Sector = 512;
    byte[] _safe = [.. now];
    readonly List<(long At, byte[]? Bytes, long Length)> _unsafe = [];

    public byte[] Now { get; private set; } = now;

    public void Write(byte[] bytes, long at)
    {
        Now = Written(Now, bytes, at);
        _unsafe.Add((at, bytes, 0));
    }

    public void Cut(long length)
    {
        Now = Resized(Now, length);
        _unsafe.Add((0, null, length));
    }

    public void Flush()
    {
        _safe = [.. Now];
        _unsafe.Clear();
    }

    /// <summary>Fails a flush: a random part of it reaches the disk, and later flushes do not report the loss.</summary>
    public void FailFlush(Random random)
    {
        _safe = Torn(random);
        _unsafe.Clear();
    }

    public FragileContent After(End end, Random random) => new(end == End.Killed ? [.. Now] : Torn(random));

    byte[] Torn(Random random)
    {
        var bytes = (byte[])[.. _safe];
        foreach (var (at, written, length) in _unsafe)
        {
            if (written is null)
                bytes = random.Next(2) == 0 ? Resized(bytes, length) : bytes;

            for (var from = 0; from < written?.Length; from += Sector)
            {
                if (random.Next(3) > 0)
                    bytes = Written(bytes, written[from..Math.Min(from + Sector, written.Length)], at + from);
            }
        }

        return bytes;
    }

    static byte[] Written(byte[] bytes, byte[] written, long at)
    {
        var result = Resized(bytes, Math.Max(bytes.Length, at + written.Length));
        written.CopyTo(result, at);
        return result;
    }

    static byte[] Resized(byte[] bytes, long length)
    {
        var result = new byte[length];
        bytes.AsSpan(0, (int)Math.Min(bytes.Length, length)).CopyTo(result);
        return result;
    }
}
