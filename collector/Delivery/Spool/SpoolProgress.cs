using System.Buffers.Binary;
using System.IO.Hashing;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// The first sequence that Kafka has not acknowledged, in a small file of two slots that are written alternately, so that a torn write
/// leaves the other slot intact. A slot: generation (8), sequence (8), checksum of both (8).
/// </summary>
sealed class SpoolProgress : IDisposable
{
    public const string Name = "progress";
    const int SlotSize = 24;

    // One slot per sector, so that no write touches both.
    const int SlotDistance = 4096;
    readonly ISpoolDisk _disk;
    ISpoolFile? _file;
    long _generation;

    public SpoolProgress(ISpoolDisk disk)
    {
        _disk = disk;
        if (!disk.Files().Contains(Name))
            return;

        _file = disk.Open(Name);
        foreach (var slot in (ReadOnlySpan<int>)[0, 1])
        {
            if (TryRead(_file, slot, out var generation, out var next) && generation > _generation)
                (_generation, Next) = (generation, next);
        }
    }

    /// <summary>
    /// The first sequence that Kafka has not acknowledged. It is 0 before the first progress and when no slot is readable; the whole spool
    /// is then drained again.
    /// </summary>
    public long Next { get; private set; }

    public void Save(long next)
    {
        _file ??= _disk.CreateSafely(Name, 2 * SlotDistance);
        Span<byte> slot = stackalloc byte[SlotSize];
        BinaryPrimitives.WriteInt64LittleEndian(slot, _generation + 1);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], next);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[16..], XxHash3.HashToUInt64(slot[..16]));
        _file.Write(slot, (_generation + 1) % 2 * SlotDistance);
        _file.Flush();
        (_generation, Next) = (_generation + 1, next);
    }

    public void Dispose() => _file?.Dispose();

    static bool TryRead(ISpoolFile file, int place, out long generation, out long next)
    {
        Span<byte> slot = stackalloc byte[SlotSize];
        slot.Clear();
        file.Read(slot, place * SlotDistance);
        generation = BinaryPrimitives.ReadInt64LittleEndian(slot);
        next = BinaryPrimitives.ReadInt64LittleEndian(slot[8..]);
        return XxHash3.HashToUInt64(slot[..16]) == BinaryPrimitives.ReadUInt64LittleEndian(slot[16..]);
    }
}
