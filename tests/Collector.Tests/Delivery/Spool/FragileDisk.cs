using Analytics.Collector.Delivery.Spool;

namespace Collector.Tests.Delivery.Spool;

/// <summary>A power failure or a kill. No code may catch it.</summary>
sealed class Crash : Exception;

/// <summary>
/// A disk in memory that can crash before and after each operation and can refuse any. It distinguishes written from flushed bytes, and
/// the present entries of a folder from the flushed ones.
/// </summary>
sealed class FragileDisk : ISpoolDisk
{
    readonly Dictionary<string, FragileContent> _names = [];
    readonly Dictionary<string, FragileContent> _safeNames = [];
    readonly List<Action> _unsafeNames = [];
    readonly Random _random;
    readonly Action<string> _step;

    /// <param name="step">Called before and after each operation with its name; throws <see cref="Crash"/> or <see cref="IOException"/> to
    /// end it there.</param>
    public FragileDisk(Random random, Action<string> step) => (_random, _step) = (random, step);

    /// <summary>Returns the disk as the next run finds it.</summary>
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
            var content = new FragileContent(new byte[length]);
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

    public void Move(string name, string newName) => Do("move", name, () =>
        {
            var content = _names[name];
            _names.Remove(name);
            _names.Add(newName, content);
            _unsafeNames.Add(() =>
            {
                _safeNames.Remove(name);
                _safeNames[newName] = content;
            });
            return newName;
        });

    public void Sync() => Do("sync", "names", () =>
        {
            _unsafeNames.ForEach(change => change());
            _unsafeNames.Clear();
            return 0;
        });

    /// <summary>The offset of a byte of each file that cannot be read, as on a bad sector; null when all can.</summary>
    public long? UnreadableAt { get; set; }

    /// <summary>Changes a byte, as a failing disk does.</summary>
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

    /// <summary>A file that, as a real one, cannot be used once it is closed.</summary>
    sealed class FragileFile(FragileDisk disk, string name, FragileContent content) : ISpoolFile
    {
        bool _isClosed;

        public long Length => Opened.Now.Length;

        FragileContent Opened
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
            if (disk.UnreadableAt is { } broken && SpoolSegment.IsName(name) && broken >= at && broken < at + bytes.Length)
                throw new IOException("Input/output error");

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
