using System.Collections.Frozen;
using System.Text;

namespace Analytics.Collector.Reading.Addresses;

/// <summary>
/// Tells by its name whether a member holds an IP address: ip, $ip, request_ip, clientIP, remote_addr, X-Forwarded-For; but not zip.
/// </summary>
static class AddressNames
{
    static readonly FrozenSet<string> _last = FrozenSet.ToFrozenSet([
        "ip",
        "ips",
        "ip4",
        "ip6",
        "ipv4",
        "ipv6",
        "ipaddr",
        "ipaddress",
        "ipaddresses",
        "clientip",
        "userip",
        "remoteip",
        "requestip",
        "sourceip",
        "realip",
        "remoteaddr",
        "xff",
    ]);

    static readonly FrozenSet<string> _lastTwo = FrozenSet.ToFrozenSet([
        "ipaddr",
        "ipaddress",
        "ipaddresses",
        "ipv4",
        "ipv6",
        "remoteaddr",
        "remoteaddress",
        "clientaddr",
        "clientaddress",
        "forwardedfor",
    ]);

    public static bool Contains(string name) =>
        IdentifierWords.Of(name) is [.., var last] words
        && (_last.Contains(last) || (words.Count > 1 && _lastTwo.Contains(words[^2] + last)));

    /// <summary>False when no member's name ends like these, as in most events; true means that the names must be checked.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json)
    {
        // A name written in escapes cannot be recognized by its last letters.
        if (json.IndexOf("\\u"u8) >= 0)
            return true;

        var rest = json;
        while (rest.IndexOf((byte)':') is >= 0 and var colon)
        {
            var name = rest[..colon].TrimEnd(" \t\r\n"u8);
            if (name is [.. var letters, (byte)'"'] && EndsLikeOne(letters))
                return true;

            rest = rest[(colon + 1)..];
        }

        return false;
    }

    static bool EndsLikeOne(ReadOnlySpan<byte> name) =>
        name.Length < 2
            ? false
            : (byte)(name[^1] | 0x20) switch
            {
                (byte)'p' => Ends(name, "ip"u8),
                (byte)'s' => Ends(name, "ips"u8) || Ends(name, "address"u8) || Ends(name, "addresses"u8),
                (byte)'4' => Ends(name, "v4"u8) || Ends(name, "ip4"u8),
                (byte)'6' => Ends(name, "v6"u8) || Ends(name, "ip6"u8),
                (byte)'r' => Ends(name, "addr"u8) || Ends(name, "for"u8),
                (byte)'f' => Ends(name, "ff"u8),
                _ => false,
            };

    static bool Ends(ReadOnlySpan<byte> name, ReadOnlySpan<byte> end) =>
        name.Length >= end.Length && Ascii.EqualsIgnoreCase(name[^end.Length..], end);
}
