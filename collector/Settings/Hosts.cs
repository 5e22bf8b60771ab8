using System.Net;

namespace Analytics.Collector.Settings;

/// <summary>Whether what is sent to a host leaves this machine.</summary>
static class Hosts
{
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Of servers, comma separated, the first host that is not this machine; null when there is none. A path is a socket of this machine.
    /// </summary>
    public static string? FirstAway(string servers) =>
        servers.Split(',').Select(OfServer).FirstOrDefault(host => !host.StartsWith('/') && !IsThisMachine(host));

    /// <summary>The host of <c>host:port</c>, also where it is an IPv6 address or has a protocol before it.</summary>
    public static string OfServer(string server)
    {
        var name = server.Trim();
        var protocol = name.IndexOf("://", StringComparison.Ordinal);
        name = protocol < 0 ? name : name[(protocol + 3)..];
        var colon = name.LastIndexOf(':');
        var isBareAddress = !name.StartsWith('[') && name.IndexOf(':') != colon; // Colons within an IPv6 address: no port can follow.
        return colon < 0 || name.EndsWith(']') || isBareAddress ? name : name[..colon];
    }
}
