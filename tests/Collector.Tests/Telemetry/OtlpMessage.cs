using Google.Protobuf;

namespace Collector.Tests.Telemetry;

/// <summary>One message in the wire format of Protocol Buffers, its fields by number, without a schema.</summary>
sealed class OtlpMessage
{
    readonly List<(int Number, object Value)> _fields = [];

    public OtlpMessage(ByteString message)
    {
        var input = message.CreateCodedInput();
        for (uint tag; (tag = input.ReadTag()) != 0; )
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => (ulong)input.ReadFixed32(),
                _ => input.ReadBytes(),
            };
            _fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }
    }

    public IEnumerable<OtlpMessage> Messages(int number) => All<ByteString>(number).Select(bytes => new OtlpMessage(bytes));

    public string Text(int number) => Bytes(number).ToStringUtf8();

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public ulong Number(int number) => All<ulong>(number).LastOrDefault();

    ByteString Bytes(int number) => All<ByteString>(number).LastOrDefault(ByteString.Empty);

    IEnumerable<T> All<T>(int number) => _fields.Where(field => field.Number == number).Select(field => field.Value).OfType<T>();
}
