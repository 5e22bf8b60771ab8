using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// One file of the spool: a header, then records. The header: magic and version (8), first sequence (8), checksum of both (8).
/// </summary>
/// <param name="isRecovered">True for an earlier run's segment: its damage was reported when it was opened.</param>
/// <param name="isKept">True when a part of the file could not be read: it is never cut, and is set aside when it is drained.</param>
sealed class SpoolSegment(string name, ISpoolFile file, long length, long last, bool isRecovered = false, bool isKept = false) : IDisposable
{
    public const int HeaderSize = 24;
    const string Suffix = ".segment";
    const string KeptSuffix = ".unreadable" + Suffix;
    const string AsideSuffix = ".corrupt";
    long _length = length;
    long _last = last;
    volatile bool _isSealed;

    static ReadOnlySpan<byte> Magic => "SPOOL\0\0\u0001"u8;

    public string Name => name;

    public ISpoolFile File => file;

    public bool IsRecovered => isRecovered;

    public bool IsKept => isKept;

    /// <summary>The length of the safe part of the file; no byte after it is ever read.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The sequence of the last safe record; one less than the first sequence while there is none.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>True once nothing more is written to the file.</summary>
    public bool IsSealed => _isSealed;

    public static string NameOf(long first) => $"{first:x16}{Suffix}";

    /// <summary>Returns the first sequence of a segment by its name; 0 when it has another name.</summary>
    public static long FirstOf(string name) =>
        name.Length > 16 && long.TryParse(name.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var first)
            ? first
            : 0;

    public static bool IsName(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>True for the name of a segment of which a part could not be read once.</summary>
    public static bool IsKeptName(string name) => name.EndsWith(KeptSuffix, StringComparison.Ordinal);

    /// <summary>Returns the name of a segment of which a part could not be read. It sorts as the segment's first name.</summary>
    public static string KeptNameOf(string name) => IsKeptName(name) ? name : $"{name[..^Suffix.Length]}{KeptSuffix}";

    /// <summary>True for the name of a file that is not read again: damaged bytes, or a segment that is unreadable in part.</summary>
    public static bool IsAside(string name) => name.EndsWith(AsideSuffix, StringComparison.Ordinal);

    public static string AsideNameOf(string name) => $"{name}{AsideSuffix}";

    public static SpoolSegment Create(ISpoolDisk disk, long first, long bytes)
    {
        var file = disk.Create(NameOf(first), bytes);
        try
        {
            Span<byte> header = stackalloc byte[HeaderSize];
            Magic.CopyTo(header);
            BinaryPrimitives.WriteInt64LittleEndian(header[8..], first);
            BinaryPrimitives.WriteUInt64LittleEndian(header[16..], XxHash3.HashToUInt64(header[..16]));
            file.Write(header, 0);
            file.Flush();
            disk.Sync();
            return new SpoolSegment(NameOf(first), file, HeaderSize, first - 1);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public static bool HasHeader(ISpoolFile file)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        return file.Read(header, 0) == HeaderSize
            && header.StartsWith(Magic)
            && XxHash3.HashToUInt64(header[..16]) == BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
    }

    /// <summary>Appends the records, and returns when they are durable.</summary>
    public void Append(ReadOnlySpan<byte> records, long last)
    {
        file.Write(records, Length);
        file.Flush();
        Volatile.Write(ref _last, last);
        Volatile.Write(ref _length, Length + records.Length);
    }

    /// <summary>Ends the writing and returns the room after the last safe record to the disk, where the disk allows it.</summary>
    public void Seal()
    {
        try
        {
            if (!isKept)
                file.Cut(Length);
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            // The next opening cuts it.
        }

        // This must be last: the reading thread closes and deletes sealed, drained segments.
        _isSealed = true;
    }

    public void Dispose() => file.Dispose();
}
