using System.Globalization;

namespace Analytics.Collector.Reading;

/// <summary>
/// Replaces each half of a surrogate pair by U+FFFD: a client that cuts a text between the halves of an emoji sends one, as an escape or in
/// three bytes. No later component accepts it.
/// </summary>
static class LoneSurrogates
{
    const int Escape = 6; // \ud83d

    /// <param name="json">Valid JSON, except for its text.</param>
    /// <returns>The same memory when there is none.</returns>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json)
    {
        if (!MayBeIn(json.Span))
            return json;

        byte[]? replaced = null;
        for (var at = 0; at < json.Length; )
        {
            var rest = json.Span[at..];
            var (length, isLone) = Next(rest);
            if (isLone)
            {
                replaced ??= json.ToArray();
                (rest[0] == '\\' ? "\\ufffd"u8 : "\uFFFD"u8).CopyTo(replaced.AsSpan(at));
            }

            at += length;
        }

        return replaced ?? json;
    }

    /// <summary>False for most events, at the cost of one search.</summary>
    static bool MayBeIn(ReadOnlySpan<byte> json) =>
        json.IndexOfAny((byte)'\\', (byte)0xED) is >= 0 and var first
        && (json[first..].Contains((byte)0xED) || json[first..].IndexOf("\\ud"u8) >= 0 || json[first..].IndexOf("\\uD"u8) >= 0);

    /// <summary>Returns the length of what to step over, and whether it is half a pair.</summary>
    static (int Length, bool IsLone) Next(ReadOnlySpan<byte> rest)
    {
        // Outside of texts JSON has no backslash, so each one begins an escape.
        if (rest[0] == '\\')
        {
            return Unit(rest) is not { } unit ? (Math.Min(2, rest.Length), false)
                : !char.IsSurrogate(unit) ? (Escape, false)
                : char.IsHighSurrogate(unit) && Unit(rest[Escape..]) is { } low && char.IsLowSurrogate(low) ? (2 * Escape, false)
                : (Escape, true);
        }

        // UTF-8 has no form of a surrogate; some encoders write one like another character of three bytes.
        if (rest is [0xED, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..])
            return (3, true);

        var next = rest[1..].IndexOfAny((byte)'\\', (byte)0xED);
        return (next < 0 ? rest.Length : next + 1, false);
    }

    /// <summary>Returns the code unit of an escape like \ud83d; null for another text.</summary>
    static char? Unit(ReadOnlySpan<byte> text) =>
        text is [(byte)'\\', (byte)'u', ..]
        && text.Length >= Escape
        && ushort.TryParse(text[2..Escape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
