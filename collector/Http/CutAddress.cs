using System.Net;

namespace Analytics.Collector.Http;

/// <summary>An address as it may be kept: the network, /24 of IPv4 and /48 of IPv6, and nothing of the machine in it.</summary>
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
