using System.Net;

namespace Analytics.Collector.Http;

/// <summary>Cuts an address to its network, the form that may be stored: /24 of IPv4, /48 of IPv6.</summary>
static class CutAddress
{
    public static string? Of(IPAddress? address)
    {
        if (address is null)
            return null;

        Span<byte> bytes = stackalloc byte[16];
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length);
        bytes = bytes[..length];
        bytes[(length == 4 ? 3 : 6)..].Clear();
        return new IPAddress(bytes).ToString();
    }
}
