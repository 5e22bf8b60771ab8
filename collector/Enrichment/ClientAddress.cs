using System.Net;
using System.Net.Sockets;
using Analytics.Collector.Enrichment.Addresses;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Enrichment;

/// <summary>Who is at the other end, as far as the proxies are trusted, and never more exactly than /24 or /48 but for a look-up.</summary>
sealed class ClientAddress(GatewayOptions gateway)
{
    readonly IPNetwork[] _proxies = [.. gateway.Proxies.Select(GatewayOptions.Network).OfType<IPNetwork>()];

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

    public string? Country(HttpContext context) =>
        IsProxy(context.Connection.RemoteIpAddress) ? CountryCode.Of(context.Request.Headers[gateway.CountryHeader]) : null;

    bool IsProxy(IPAddress? address)
    {
        if (address is null || _proxies.Length == 0)
            return false;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            && Array.Exists(_proxies, network => network.Contains(plain));
    }
}
