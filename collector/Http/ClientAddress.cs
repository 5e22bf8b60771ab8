using System.Net;
using System.Net.Sockets;

namespace Analytics.Collector.Http;

/// <summary>Finds the client's address behind the trusted proxies; cut to /24 or /48, except for geo look-up.</summary>
sealed class ClientAddress(ProxyOptions proxy)
{
    readonly IPNetwork[] _networks = [.. proxy.KnownNetworks.Select(ProxyOptions.Network).OfType<IPNetwork>()];

    /// <summary>Returns the nearest address that is no trusted proxy, cut to its network.</summary>
    public string? Of(HttpContext context) => CutAddress.Of(Whole(context));

    /// <summary>Returns a number that only clients of one network have.</summary>
    public UInt128 NetworkOf(HttpContext context) => CutAddress.NumberOf(Whole(context));

    /// <summary>Returns the full address, for geo look-up only; never stored.</summary>
    public IPAddress? Whole(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!IsProxy(address))
            return address;

        var hops = context.Request.Headers["X-Forwarded-For"].ToString().AsSpan();
        while (IsProxy(address))
        {
            var comma = hops.LastIndexOf(',');
            if (WrittenAddress.Of(hops[(comma + 1)..]) is not { } before)
                break;

            address = before;
            if (comma < 0)
                break;

            hops = hops[..comma];
        }

        return address;
    }

    /// <summary>Returns the country header of a trusted proxy; null when there is none.</summary>
    public string? CountryHeader(HttpContext context) =>
        IsProxy(context.Connection.RemoteIpAddress) ? context.Request.Headers[proxy.CountryHeader].ToString() : null;

    bool IsProxy(IPAddress? address)
    {
        if (address is null || _networks.Length == 0)
            return false;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            && Array.Exists(_networks, network => network.Contains(plain));
    }
}
