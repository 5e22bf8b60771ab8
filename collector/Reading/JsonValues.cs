using System.Globalization;
using System.Text;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>Reads the value after a member's name. A value of the wrong type is a fault and reads as absent.</summary>
static class JsonValues
{
    const int MostFaults = 32;

    public static string? NextText(this ref Utf8JsonReader reader, InputEvent input, string field)
    {
        reader.Read();
        return Text(ref reader, input, field);
    }

    /// <summary>Returns text or a number (many clients number their users); sentinels read as absent.</summary>
    public static string? NextId(this ref Utf8JsonReader reader, InputEvent input, string field)
    {
        reader.Read();
        return Id(ref reader, input, field);
    }

    public static ClientTime NextTime(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return ClientTime.Read(ref reader);
    }

    /// <summary>Returns the object's own bytes; null when it is absent (an empty array too) or not an object.</summary>
    public static RawJson? NextObject(this ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8, InputEvent input, string field)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            return Raw(ref reader, utf8);

        if (reader.TokenType != JsonTokenType.Null && !reader.IsEmptyArray())
            WrongKind(input, field, "an object");

        return null;
    }

    /// <summary>True at the start of an array without elements, PHP's form of an empty object; does not move the reader.</summary>
    public static bool IsEmptyArray(this in Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;

        var ahead = reader;
        return ahead.Read() && ahead.TokenType == JsonTokenType.EndArray;
    }

    /// <summary>True for an array without elements.</summary>
    public static bool IsEmptyArray(this RawJson value) =>
        value.Utf8.Span is [(byte)'[', .. var inner, (byte)']'] && inner.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    public static RawJson NextRaw(this ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        reader.Read();
        return Raw(ref reader, utf8);
    }

    /// <summary>Returns optional text: another type reads as absent, and NUL, which PostgreSQL cannot store, is left out.</summary>
    public static string? NextLooseText(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            return null;

        var text = reader.GetString()!;
        if (text.Contains('\0'))
            text = text.Replace("\0", "");

        return text.Length == 0 ? null : text;
    }

    /// <summary>Returns the number, or the number that a text says; null for every other value.</summary>
    public static double? NextLooseNumber(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDouble(out var number) => number,
            JsonTokenType.String
                when double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var written) => written,
            _ => null,
        };
    }

    /// <summary>True for true, 1, "1", "true" and "yes".</summary>
    public static bool NextYes(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.True
            || (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.SequenceEqual("1"u8))
            || (
                reader.TokenType == JsonTokenType.String
                && (reader.ValueTextEquals("1"u8) || reader.ValueTextEquals("true"u8) || reader.ValueTextEquals("yes"u8))
            );
    }

    public static string? AsId(this RawJson value, InputEvent input, string field)
    {
        var reader = new Utf8JsonReader(value.Utf8.Span);
        return reader.NextId(input, field);
    }

    static string? Id(ref Utf8JsonReader reader, InputEvent input, string field)
    {
        var text = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : Text(ref reader, input, field);
        return text is null || Sentinels.Contains(text) ? null : text;
    }

    static string? Text(ref Utf8JsonReader reader, InputEvent input, string field)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();

        if (reader.TokenType != JsonTokenType.Null)
            WrongKind(input, field, "text");

        return null;
    }

    static RawJson Raw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new RawJson(utf8[start..(int)reader.BytesConsumed]);
    }

    /// <summary>Adds a fault, up to a maximum, because a member may be repeated thousands of times.</summary>
    static void WrongKind(InputEvent input, string field, string wanted)
    {
        if (input.Faults.Count < MostFaults)
            input.Faults.Add(new RejectionReason(RejectionCodes.WrongKind, field, $"{field} must be {wanted}."));
    }
}
