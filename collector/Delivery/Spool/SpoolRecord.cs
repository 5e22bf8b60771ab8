using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// An event's bytes in a segment: marker (4), checksum of all that follows (8, XXH3), length of the part after the sequence (4), sequence
/// (8); then time (8, Unix milliseconds), length of the topic (1), topic, length of the key (4), key, value. Little endian.
/// </summary>
static class SpoolRecord
{
    public const int HeaderSize = 24;
    const int ChecksumAt = 4;
    const int LengthAt = 12;
    const int SequenceAt = 16;
    const int FixedSize = 13;

    /// <summary>The largest payload in bytes. No event comes near it, so a greater length means damage.</summary>
    public const int LargestPayload = 128 * 1024 * 1024;

    /// <summary>The first bytes of a record, for which the search after a damaged one looks.</summary>
    public static ReadOnlySpan<byte> Marker => "\u00A7ev"u8;

    public static int SizeOf(in OutgoingEvent one) =>
        HeaderSize + FixedSize + Encoding.UTF8.GetByteCount(one.Topic) + one.Key.Length + one.Value.Length;

    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> into, long sequence, DateTimeOffset at, in OutgoingEvent one)
    {
        var size = SizeOf(one);
        var record = into[..size];
        Marker.CopyTo(record);
        BinaryPrimitives.WriteInt32LittleEndian(record[LengthAt..], size - HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(record[SequenceAt..], sequence);
        var payload = record[HeaderSize..];
        BinaryPrimitives.WriteInt64LittleEndian(payload, at.ToUnixTimeMilliseconds());
        var topic = Encoding.UTF8.GetBytes(one.Topic, payload[9..]);
        payload[8] = (byte)topic;
        BinaryPrimitives.WriteInt32LittleEndian(payload[(9 + topic)..], one.Key.Length);
        one.Key.CopyTo(payload[(FixedSize + topic)..]);
        one.Value.CopyTo(payload[(FixedSize + topic + one.Key.Length)..]);
        BinaryPrimitives.WriteUInt64LittleEndian(record[ChecksumAt..], XxHash3.HashToUInt64(record[LengthAt..]));
        return size;
    }

    /// <summary>Reads the record at the beginning of these bytes.</summary>
    /// <param name="size">The size of the whole record in bytes, according to its header; more than the given bytes when it is
    /// incomplete.</param>
    /// <returns>False when there is no complete record.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordView record, out int size)
    {
        record = default;
        size = HeaderSize;
        if (bytes.Length < HeaderSize)
            return false;

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthAt..]);
        if (!bytes.StartsWith(Marker) || length is < FixedSize or > LargestPayload)
        {
            size = 0;
            return false;
        }

        size = HeaderSize + length;
        if (bytes.Length < size)
            return false;

        if (XxHash3.HashToUInt64(bytes[LengthAt..size]) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[ChecksumAt..]))
            return false;

        record = new RecordView(BinaryPrimitives.ReadInt64LittleEndian(bytes[SequenceAt..]), bytes[HeaderSize..size]);
        return true;
    }
}

/// <summary>A good record, as a view of the buffer it was read into.</summary>
readonly ref struct RecordView(long sequence, ReadOnlySpan<byte> payload)
{
    readonly ReadOnlySpan<byte> _payload = payload;

    public bool IsNone => _payload.IsEmpty;

    public long Sequence { get; } = sequence;

    public DateTimeOffset SpooledAt => DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(_payload));

    public ReadOnlySpan<byte> Topic => _payload.Slice(9, _payload[8]);

    public ReadOnlySpan<byte> Value => _payload[(KeyAt + KeyLength)..];

    int KeyAt => 13 + _payload[8];

    int KeyLength => BinaryPrimitives.ReadInt32LittleEndian(_payload[(9 + _payload[8])..]);

    public SpooledEvent ToEvent() =>
        new(Sequence, SpooledAt, Encoding.UTF8.GetString(Topic), _payload.Slice(KeyAt, KeyLength).ToArray(), Value.ToArray());
}
