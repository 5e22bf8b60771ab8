using System.Buffers.Binary;

namespace Collector.Tests.Telemetry;

/// <summary>One message in the wire format of Protocol Buffers, its fields by number; supports what OTLP needs.</summary>
sealed class Protobuf
{
    readonly List<(int Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public Protobuf(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length; )
        {
            var tag = Varint(message.Span, ref at);
            var length = (int)(tag & 7) switch
            {
                0 => VarintLength(message.Span, at),
                1 => 8,
                2 => (int)Varint(message.Span, ref at),
                5 => 4,
                var kind => throw new InvalidDataException($"Wire type {kind} at byte {at}."),
            };
            _fields.Add(((int)(tag >> 3), message.Slice(at, length)));
            at += length;
        }
    }

    public IEnumerable<Protobuf> Messages(int number) => All(number).Select(bytes => new Protobuf(bytes));

    public string Text(int number) => System.Text.Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public ulong Number(int number)
    {
        var at = 0;
        return Bytes(number) is { Length: > 0 } bytes ? Varint(bytes.Span, ref at) : 0;
    }

    public ulong Fixed64(int number) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(number).Span);

    ReadOnlyMemory<byte> Bytes(int number) => All(number).LastOrDefault();

    IEnumerable<ReadOnlyMemory<byte>> All(int number) => _fields.Where(field => field.Number == number).Select(field => field.Bytes);

    static int VarintLength(ReadOnlySpan<byte> bytes, int at)
    {
        var from = at;
        Varint(bytes, ref at);
        return at - from;
    }

    static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
