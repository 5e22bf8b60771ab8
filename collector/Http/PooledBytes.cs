using System.Buffers;

namespace Analytics.Collector.Http;

/// <summary>A growing byte buffer in a rented array. Slices of it must not be used after it is disposed.</summary>
sealed class PooledBytes(int expected) : IDisposable
{
    const int Large = 64 * 1024;
    const int Largest = 256 * 1024 * 1024;

    // The shared pool keeps one array of each size per thread; large arrays there would use most of the process's memory.
    static readonly ArrayPool<byte> _largeOnes = ArrayPool<byte>.Create(Largest, maxArraysPerBucket: 4);

    byte[] _array = expected == 0 ? [] : Rent(Math.Max(expected, 256));

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    public byte[] Array => _array;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Returns at least that much free space; call <see cref="Advance"/> after writing.</summary>
    public Span<byte> Free(int atLeast)
    {
        if (_array.Length - Length < atLeast)
        {
            var larger = Rent(Math.Max(Length + atLeast, Length * 2));
            Memory.Span.CopyTo(larger);
            Return();
            _array = larger;
        }

        return _array.AsSpan(Length);
    }

    /// <summary>Makes room for that many bytes in total.</summary>
    public void Expect(int length)
    {
        if (length > _array.Length)
            Free(length - Length);
    }

    public void Advance(int written) => Length += written;

    public void Dispose()
    {
        Return();
        _array = [];
        Length = 0;
    }

    void Return()
    {
        if (_array.Length > 0)
            PoolOf(_array.Length).Return(_array);
    }

    static byte[] Rent(int length) => PoolOf(length).Rent(length);

    static ArrayPool<byte> PoolOf(int length) => length > Large ? _largeOnes : ArrayPool<byte>.Shared;
}
