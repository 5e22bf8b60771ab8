using System.Buffers;
using System.Text;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Privacy;

/// <summary>Masks a write key wherever it occurs in the stored text.</summary>
static class SecretText
{
    /// <summary>The shortest masked key, in characters; a shorter one may be an ordinary word.</summary>
    const int Shortest = 16;

    const byte Star = (byte)'*';

    static readonly byte[][] _members = [.. JsonNames.Keys.Select(name => Encoding.UTF8.GetBytes($"\"{name}\""))];
    static readonly SearchValues<byte> _blank = SearchValues.Create(" \t\r\n:"u8);

    /// <summary>Masks the request's own key in place: in a property, in an address, in an id.</summary>
    public static void Mask(Span<byte> message, ReadOnlySpan<byte> key)
    {
        if (key.Length < Shortest)
            return;

        while (message.IndexOf(key) is >= 0 and var at)
        {
            message.Slice(at, key.Length).Fill(Star);
            message = message[(at + key.Length)..];
        }
    }

    /// <summary>Masks the values of key members in a text that is not valid JSON.</summary>
    public static void MaskMembers(Span<byte> text)
    {
        foreach (var member in _members)
        {
            for (var at = text.IndexOf(member); at >= 0; at = Next(text, member, at))
            {
                var value = at + member.Length;
                value += Math.Max(0, text[value..].IndexOfAnyExcept(_blank));
                if (value >= text.Length || text[value] != (byte)'"')
                    continue;

                var secret = text[(value + 1)..];
                var length = secret.IndexOf((byte)'"');
                (length < 0 ? secret : secret[..length]).Fill(Star);
            }
        }
    }

    static int Next(ReadOnlySpan<byte> text, byte[] member, int at)
    {
        var next = text[(at + member.Length)..].IndexOf(member);
        return next < 0 ? -1 : at + member.Length + next;
    }
}
