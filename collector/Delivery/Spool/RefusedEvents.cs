using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>
/// Writes the events that Kafka refuses for good to a file beside the spool, one JSON line each, so that they don't block later events.
/// </summary>
sealed class RefusedEvents(ISpoolDisk disk)
{
    public const string Name = "refused.jsonl";

    /// <summary>Appends the event, and returns when it is flushed. An operator may remove or empty the file between two of them.</summary>
    public void Add(in SpooledEvent one, string reason)
    {
        using var file = disk.Files().Contains(Name) ? disk.Open(Name) : disk.CreateSafely(Name, 0);
        file.Write(Line(one, reason), file.Length);
        file.Flush();
    }

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
