using System.Net;
using System.Net.Sockets;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Enrichment;

/// <summary>Who is at the other end, as far as the proxies are trusted, and never more exactly than /24 or /48.</summary>
sealed class ClientAddress(GatewayOptions gateway)
{
    readonly IPNetwork[] _proxies = [.. gateway.Proxies.Select(GatewayOptions.Network).OfType<IPNetwork>()];

    /// <summary>The nearest address that is not a proxy of ours, cut.</summary>
    public string? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        foreach (var hop in forwarded.Split(',').Reverse())
        {
            if (!IsProxy(address) || !IPAddress.TryParse(hop.Trim(), out var before))
                break;

            address = before;
        }

        return Cut(address);
    }

    public string? Country(HttpContext context) =>
        IsProxy(context.Connection.RemoteIpAddress) ? Geography.Country(context.Request.Headers[gateway.CountryHeader]) : null;

    public static string? Cut(string? address) => IPAddress.TryParse(address?.Trim(), out var parsed) ? Cut(parsed) : null;

    static string? Cut(IPAddress? address)
    {
        if (address is null)
            return null;

        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        bytes.AsSpan(bytes.Length == 4 ? 3 : 6).Clear();
        return new IPAddress(bytes).ToString();
    }

    bool IsProxy(IPAddress? address)
    {
        if (address is null || _proxies.Length == 0)
            return false;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && _proxies.Any(network => network.Contains(plain));
    }
}
