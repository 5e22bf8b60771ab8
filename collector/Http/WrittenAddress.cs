using System.Net;
using System.Net.Sockets;

namespace Analytics.Collector.Http;

/// <summary>
/// Reads an IP address as proxies and servers write it: alone, with a port (<c>203.0.113.7:51234</c>, <c>[2001:db8::1]:443</c>), in quotes,
/// or in a list.
/// </summary>
static class WrittenAddress
{
    /// <summary>The most elements of a list that are read; the text is a client's.</summary>
    const int MostInList = 32;

    /// <summary>Returns the first address of a list; null when there is none.</summary>
    public static IPAddress? FirstOf(ReadOnlySpan<char> list)
    {
        for (var tries = 0; tries < MostInList; tries++)
        {
            var comma = list.IndexOf(',');
            if (Of(comma < 0 ? list : list[..comma]) is { } address)
                return address;

            if (comma < 0)
                return null;

            list = list[(comma + 1)..];
        }

        return null;
    }

    /// <summary>Returns one address; null when the text is none.</summary>
    public static IPAddress? Of(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\"'");
        if (text is ['[', ..] && text.IndexOf(']') is > 0 and var end)
            return IsPort(text[(end + 1)..]) ? Six(text[1..end]) : null;

        return text.Count(':') > 1 ? Six(text)
            : text.IndexOf(':') is >= 0 and var colon ? (IsPort(text[colon..]) ? Four(text[..colon]) : null)
            : Four(text);
    }

    static IPAddress? Six(ReadOnlySpan<char> text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? address : null;

    /// <summary>Requires four numbers, because .NET also reads "7" as 0.0.0.7.</summary>
    static IPAddress? Four(ReadOnlySpan<char> text) => text.Count('.') == 3 && IPAddress.TryParse(text, out var address) ? address : null;

    static bool IsPort(ReadOnlySpan<char> text) => text.IsEmpty || (text is [':', .. var number] && ushort.TryParse(number, out _));
}
