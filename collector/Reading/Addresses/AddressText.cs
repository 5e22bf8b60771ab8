using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Analytics.Collector.Http;

namespace Analytics.Collector.Reading.Addresses;

/// <summary>Cuts every IP address in a text: alone, in a list, with a port, or anywhere in an unreadable body.</summary>
static class AddressText
{
    /// <summary>The length of the longest address: IPv6 with an IPv4 tail.</summary>
    const int Longest = 45;

    /// <summary>The length of the longest IPv4 address: 255.255.255.255.</summary>
    const int LongestOfFour = 15;

    static readonly SearchValues<byte> _separators = SearchValues.Create(".:"u8);
    static readonly SearchValues<byte> _parts = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    /// <returns>The new text; null when there is nothing to cut.</returns>
    public static byte[]? Cut(ReadOnlySpan<byte> text)
    {
        ArrayBufferWriter<byte>? written = null;
        int kept = 0,
            at = 0;
        while (text[at..].IndexOfAny(_separators) is >= 0 and var found)
        {
            var (start, end) = Run(text, at + found, kept);
            at = end;
            if (Replacement(text[start..end]) is not { } replacement)
                continue;

            written ??= new ArrayBufferWriter<byte>(text.Length);
            written.Write(text[kept..start]);
            written.Write(replacement);
            kept = end;
        }

        if (written is null)
            return null;

        return [.. written.WrittenSpan, .. text[kept..]];
    }

    /// <summary>Returns the range of characters around a separator that may belong to one address.</summary>
    static (int Start, int End) Run(ReadOnlySpan<byte> text, int separator, int from)
    {
        var before = text[from..separator].LastIndexOfAnyExcept(_parts);
        var after = text[separator..].IndexOfAnyExcept(_parts);
        return (from + before + 1, after < 0 ? text.Length : separator + after);
    }

    static byte[]? Replacement(ReadOnlySpan<byte> run) =>
        (run.Count((byte)':') >= 2 ? OfSix(run) : null) ?? (run.Count((byte)'.') >= 3 ? OfFour(run) : null);

    static byte[]? OfSix(ReadOnlySpan<byte> run)
    {
        // A sentence or a list may continue after it: "2001:db8::1." and "2001:db8::1:"
        var address = run.EndsWith("::"u8) ? run : run.TrimEnd(".:"u8);
        if (
            address.Length > Longest
            || address.Count((byte)':') < 2
            || !IPAddress.TryParse(Encoding.ASCII.GetString(address), out var parsed)
            || CutAddress.Of(parsed) is not { } cut
        )
        {
            return null;
        }

        var replacement = Encoding.ASCII.GetBytes(cut + Encoding.ASCII.GetString(run[address.Length..]));
        return run.SequenceEqual(replacement) ? null : replacement;
    }

    /// <summary>Cuts exactly four numbers between dots, in each part between colons: the last becomes 0.</summary>
    static byte[]? OfFour(ReadOnlySpan<byte> run)
    {
        ArrayBufferWriter<byte>? written = null;
        var kept = 0;
        foreach (var range in run.Split((byte)':'))
        {
            var part = run[range].TrimEnd((byte)'.');
            var last = part.LastIndexOf((byte)'.') + 1;
            if (!IsFour(part) || part[last..].SequenceEqual("0"u8))
                continue;

            written ??= new ArrayBufferWriter<byte>(run.Length);
            written.Write(run[kept..(range.Start.Value + last)]);
            written.Write("0"u8);
            kept = range.Start.Value + part.Length;
        }

        if (written is null)
            return null;

        return [.. written.WrittenSpan, .. run[kept..]];
    }

    static bool IsFour(ReadOnlySpan<byte> part)
    {
        if (part.Length > LongestOfFour || part.Count((byte)'.') != 3)
            return false;

        foreach (var number in part.Split((byte)'.'))
        {
            if (!int.TryParse(part[number], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > byte.MaxValue)
                return false;
        }

        return true;
    }
}
