using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Contracts;

/// <summary>Writes times in UTC with milliseconds: <c>2026-01-01T12:00:00.150Z</c>. Reads any ISO 8601 offset.</summary>
sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.UtcDateTime.TryFormat(text, out var length, UtcTime.Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
