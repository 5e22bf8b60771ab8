using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// Writes the events that Kafka refuses for good to a file beside the spool, one JSON line each, so that they don't block later events.
/// </summary>
sealed class RefusedEvents(ISpoolDisk disk) : IDisposable
{
    public const string Name = "refused.jsonl";
    ISpoolFile? _file;
    long _length = disk.Files().Contains(Name) ? -1 : 0;

    /// <summary>Appends the event, and returns when it is flushed.</summary>
    public void Add(in SpooledEvent one, string reason)
    {
        _file ??= _length < 0 ? disk.Open(Name) : disk.CreateSafely(Name, 0);
        if (_length < 0)
            _length = _file.Length;

        var line = Line(one, reason);
        _file.Write(line, _length);
        _file.Flush();
        _length += line.Length;
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>True when sending the event again would not help.</summary>
    public static bool IsForGood(ErrorCode code) =>
        code
            is ErrorCode.MsgSizeTooLarge
                or ErrorCode.InvalidRecord
                or ErrorCode.InvalidMsg
                or ErrorCode.InvalidTimestamp
                or ErrorCode.UnsupportedForMessageFormat
                or ErrorCode.PolicyViolation;

    static ReadOnlySpan<byte> Line(in SpooledEvent one, string reason)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("topic"u8, one.Topic);
            json.WriteString("key"u8, one.Key);
            json.WriteString("value"u8, one.Value);
            json.WriteString("spooled_at"u8, one.SpooledAt.UtcDateTime);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan;
    }
}
