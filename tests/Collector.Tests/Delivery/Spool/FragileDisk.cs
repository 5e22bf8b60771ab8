using Analytics.Collector.Delivery.Spool;

namespace Collector.Tests.Delivery.Spool;

/// <summary>The machine goes dark, or the process is killed. No code may catch it.</summary>
sealed class Crash : Exception;

/// <summary>How a life of the spool ends.</summary>
enum End
{
    /// <summary>The process is killed: what was written stays, flushed or not.</summary>
    Killed,

    /// <summary>The power is cut: what was not flushed stays in part, by chance, and in no order.</summary>
    PowerCut,
}

/// <summary>
/// A disk in memory that can crash before and after each operation, and can refuse any. It keeps apart what was written and what was
/// flushed,
/// and what a folder shows and what of it is safe.
/// </summary>
sealed class FragileDisk : ISpoolDisk
{
    const int Sector = 512;
    readonly Dictionary<string, Content> _names = [];
    readonly Dictionary<string, Content> _safeNames = [];
    readonly List<Action> _unsafeNames = [];
    readonly Random _random;
    readonly Action<string> _step;

    /// <param name="step">Called before and after each operation with its name; throws <see cref="Crash"/> or <see cref="IOException"/> to
    /// end it there.</param>
    public FragileDisk(Random random, Action<string> step) => (_random, _step) = (random, step);

    /// <summary>The disk as the next life finds it.</summary>
    public FragileDisk After(End end, Action<string> step)
    {
        var next = new FragileDisk(_random, step);
        foreach (var change in _unsafeNames.Take(end == End.Killed ? _unsafeNames.Count : _random.Next(_unsafeNames.Count + 1)))
            change();

        foreach (var (name, content) in end == End.Killed ? _names : _safeNames)
            next._names[name] = next._safeNames[name] = content.After(end, _random);

        return next;
    }

    public IReadOnlyList<string> Files() => [.. _names.Keys.Order(StringComparer.Ordinal)];

    public ISpoolFile Open(string name) => new FragileFile(this, name, _names[name]);

    public ISpoolFile Create(string name, long length) => Do("create", name, () =>
        {
            var content = new Content(new byte[length]);
            _names[name] = content;
            _unsafeNames.Add(() => _safeNames[name] = content);
            return new FragileFile(this, name, content);
        });

    public void Delete(string name) => Do("delete", name, () =>
        {
            _names.Remove(name);
            _unsafeNames.Add(() => _safeNames.Remove(name));
            return name;
        });

    public void Sync() => Do("sync", "names", () =>
        {
            _unsafeNames.ForEach(change => change());
            _unsafeNames.Clear();
            return 0;
        });

    /// <summary>Changes a byte, as a disk does that goes bad.</summary>
    public void Flip(string name, long at) => _names[name].Now[at] ^= 0x55;

    public byte[] Bytes(string name) => [.. _names[name].Now];

    public static string KindOf(string name) =>
        SpoolSegment.IsName(name) ? "segment"
        : name.EndsWith(".corrupt", StringComparison.Ordinal) ? "aside"
        : name;

    T Do<T>(string operation, string name, Func<T> act, Action? refused = null)
    {
        var point = $"{operation} {KindOf(name)}";
        try
        {
            _step($"before {point}");
        }
        catch (IOException)
        {
            refused?.Invoke();
            throw;
        }

        var result = act();
        _step($"after {point}");
        return result;
    }

    /// <summary>A file's bytes: as they are read now, as they are safe, and what lies between.</summary>
    sealed class Content(byte[] now)
    {
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

        /// <summary>A flush that failed: what of it came to the disk is chance, and no later flush will tell.</summary>
        public void FailFlush(Random random)
        {
            _safe = Torn(random);
            _unsafe.Clear();
        }

        public Content After(End end, Random random) => new(end == End.Killed ? [.. Now] : Torn(random));

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

    /// <summary>As a real one, it can't be used once it is closed.</summary>
    sealed class FragileFile(FragileDisk disk, string name, Content content) : ISpoolFile
    {
        bool _isClosed;

        public long Length => Opened.Now.Length;

        Content Opened
        {
            get
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                return content;
            }
        }

        public int Read(Span<byte> into, long at)
        {
            var bytes = Opened.Now.AsSpan((int)Math.Min(at, Length));
            bytes = bytes[..Math.Min(bytes.Length, into.Length)];
            bytes.CopyTo(into);
            return bytes.Length;
        }

        public void Write(ReadOnlySpan<byte> bytes, long at)
        {
            var copy = bytes.ToArray();
            disk.Do(
                "write",
                name,
                () =>
                {
                    Opened.Write(copy, at);
                    return 0;
                },
                () => Opened.Write(copy[..disk._random.Next(copy.Length)], at)
            );
        }

        public void Cut(long length) => disk.Do("cut", name, () =>
            {
                Opened.Cut(length);
                return 0;
            });

        public void Flush() =>
            disk.Do(
                "flush",
                name,
                () =>
                {
                    Opened.Flush();
                    return 0;
                },
                () => Opened.FailFlush(disk._random)
            );

        public void Dispose() => _isClosed = true;
    }
}
