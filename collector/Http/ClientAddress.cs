using System.Net;
using System.Net.Sockets;

namespace Analytics.Collector.Http;

/// <summary>Who is at the other end, as far as the proxies are trusted, and never more exactly than /24 or /48 but for a look-up.</summary>
sealed class ClientAddress(ProxyOptions proxy)
{
    readonly IPNetwork[] _networks = [.. proxy.KnownNetworks.Select(ProxyOptions.Network).OfType<IPNetwork>()];

    /// <summary>The nearest address that is not a proxy of ours, cut.</summary>
    public string? Of(HttpContext context) => CutAddress.Of(Whole(context));

    /// <summary>The same, whole: it is looked up, and stands nowhere.</summary>
    public IPAddress? Whole(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!IsProxy(address))
            return address;

        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        foreach (var hop in forwarded.Split(',').Reverse())
        {
            if (!IsProxy(address) || !IPAddress.TryParse(hop.Trim(), out var before))
                break;

            address = before;
        }

        return address;
    }

    /// <summary>What a proxy of ours says in its country header; null when no proxy of ours says anything.</summary>
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
