using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>Cuts single events out of a body, and measures what is limited.</summary>
static class EventSlices
{
    /// <summary>Returns the event of a line; an invalid line has a fault.</summary>
    /// <param name="isBody">True when the line is several events, as a whole body may be: a batch or an array.</param>
    public static EventSlice OfLine(ReadOnlyMemory<byte> line, out bool isBody)
    {
        isBody = false;
        try
        {
            var reader = new Utf8JsonReader(line.Span, JsonText.AnyDepth);
            reader.Read();
            isBody = reader.TokenType == JsonTokenType.StartArray;
            var value = reader.TokenType == JsonTokenType.StartObject ? OfObject(line, ref reader, out isBody) : Next(line, ref reader);
            reader.Read();
            return value;
        }
        catch (JsonException)
        {
            isBody = false;
            return new EventSlice(line, 0, 0, RejectionCodes.Unparsable);
        }
    }

    static EventSlice OfObject(ReadOnlyMemory<byte> line, ref Utf8JsonReader reader, out bool isBatch)
    {
        isBatch = false;
        var start = (int)reader.TokenStartIndex;
        var (deepest, longest) = (0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // An escaped name may hold half a surrogate pair, which cannot be compared.
            var isNamed = !reader.ValueIsEscaped && reader.ValueTextEquals("batch"u8);
            reader.Read();
            isBatch |= isNamed && reader.TokenType == JsonTokenType.StartArray;
            var value = Next(line, ref reader);
            (deepest, longest) = (Math.Max(deepest, value.Depth), Math.Max(longest, value.LongestNumber));
        }

        return new EventSlice(line[start..(int)reader.BytesConsumed], deepest + 1, longest);
    }

    /// <summary>Returns the value at the reader and moves the reader to its last token.</summary>
    public static EventSlice Next(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var floor = reader.CurrentDepth;
        var depth = 0;
        var longest = LengthOfNumber(ref reader);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            depth = 1;
            while (reader.Read() && reader.CurrentDepth > floor)
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    depth = Math.Max(depth, reader.CurrentDepth - floor + 1);
                else
                    longest = Math.Max(longest, LengthOfNumber(ref reader));
            }
        }

        return new EventSlice(body[start..(int)reader.BytesConsumed], depth, longest);
    }

    static int LengthOfNumber(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number ? reader.ValueSpan.Length : 0;

    /// <summary>Returns the write key of an event that is the first line of a body; null when it has none.</summary>
    public static string? KeyOf(EventSlice first)
    {
        if (first.Fault is not null || first.Utf8.Span[0] != (byte)'{')
            return null;

        var reader = new Utf8JsonReader(LoneSurrogates.Replace(first.Utf8).Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = JsonNames.IsKey(ref reader);
            reader.Read();
            if (isKey && reader.TokenType == JsonTokenType.String)
                return JsonText.TextOf(ref reader);

            reader.Skip();
        }

        return null;
    }
}
