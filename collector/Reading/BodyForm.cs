using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>Tells by its bytes whether a body is one JSON value or lines of JSON.</summary>
static class BodyForm
{
    static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>
    /// True when a body is one JSON value: in one line, or over several of which the first alone is none.
    /// </summary>
    public static bool IsOneValue(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOfAnyExcept(Blank);
        if (start < 0 || body[start] is not ((byte)'{' or (byte)'['))
            return false;

        var length = body[start..].IndexOf((byte)'\n');
        return length < 0 || body[(start + length)..].IndexOfAnyExcept(Blank) < 0
            ? IsValue(body)
            : !IsValue(body.Slice(start, length)) && IsValue(body);
    }

    /// <summary>True when the value between these places is the whole of its line, and other lines follow.</summary>
    public static bool IsLineOfMany(ReadOnlySpan<byte> body, int start, int end)
    {
        var rest = body[end..];
        var next = rest.IndexOfAnyExcept(Blank);
        return next >= 0 && rest[..next].Contains((byte)'\n') && !body[start..end].Contains((byte)'\n');
    }

    static bool IsValue(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, JsonText.AnyDepth);
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
