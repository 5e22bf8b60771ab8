using System.Buffers.Binary;
using System.Net;

namespace Analytics.Collector.Http;

/// <summary>Cuts an address to its network, the form that may be stored: /24 of IPv4, /48 of IPv6.</summary>
static class CutAddress
{
    const int Longest = 16;

    public static string? Of(IPAddress? address)
    {
        if (address is null)
            return null;

        Span<byte> bytes = stackalloc byte[Longest];
        return new IPAddress(bytes[..Cut(address, bytes)]).ToString();
    }

    /// <summary>Returns a number that only addresses of one network have; 0 for no address.</summary>
    public static UInt128 NumberOf(IPAddress? address)
    {
        if (address is null)
            return 0;

        Span<byte> bytes = stackalloc byte[Longest];
        bytes.Clear();
        bytes[^1] = (byte)Cut(address, bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    static int Cut(IPAddress address, Span<byte> bytes)
    {
        address.TryWriteBytes(bytes, out var length);
        if (address.IsIPv4MappedToIPv6)
        {
            bytes[12..].CopyTo(bytes);
            length = 4;
        }

        bytes[(length == 4 ? 3 : 6)..].Clear();
        return length;
    }
}
