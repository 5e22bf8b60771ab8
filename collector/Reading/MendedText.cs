using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Analytics.Collector.Reading;

/// <summary>
/// Replaces what a client leaves of a character when it cuts a text within it by U+FFFD: half a surrogate pair, or the first bytes of its
/// UTF-8.
/// </summary>
static class MendedText
{
    /// <summary>The most invalid sequences that are replaced; JSON with more of them was never UTF-8.</summary>
    const int Most = 32;

    /// <param name="json">Valid JSON, except for its texts: only they may hold bytes that are not ASCII.</param>
    /// <param name="text">The same memory when there is nothing to replace.</param>
    /// <returns>False for JSON that is not UTF-8.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte> text)
    {
        text = LoneSurrogates.Replace(json);
        if (Utf8.IsValid(text.Span))
            return true;

        if (Replaced(text.Span) is not { } replaced)
            return false;

        text = replaced;
        return true;
    }

    static ReadOnlyMemory<byte>? Replaced(ReadOnlySpan<byte> json)
    {
        var written = new ArrayBufferWriter<byte>(json.Length + (2 * Most));
        var count = 0;
        for (var kept = 0; ; )
        {
            var (start, length) = NextInvalid(json, kept);
            written.Write(json[kept..start]);
            if (length == 0)
                return written.WrittenMemory;
            if (++count > Most)
                return null;

            written.Write("\uFFFD"u8);
            kept = start + length;
        }
    }

    /// <summary>Returns the next sequence that is no character; of length 0 at the end.</summary>
    static (int Start, int Length) NextInvalid(ReadOnlySpan<byte> json, int from)
    {
        for (var at = from; json[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var next; )
        {
            at += next;
            if (Rune.DecodeFromUtf8(json[at..], out _, out var length) != OperationStatus.Done)
                return (at, length);

            at += length;
        }

        return (json.Length, 0);
    }
}
