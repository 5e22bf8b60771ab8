using System.Net;

namespace Analytics.Hosting;

/// <summary>Tells whether a host is another machine.</summary>
public static class Hosts
{
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Returns the first host that is not this machine, of comma-separated servers; null when there is none. A path is a local socket.
    /// </summary>
    public static string? FirstAway(string servers) =>
        servers.Split(',').Select(OfServer).FirstOrDefault(host => !host.StartsWith('/') && !IsThisMachine(host));

    /// <summary>Returns the host of <c>host:port</c>, also of an IPv6 address or after a protocol.</summary>
    public static string OfServer(string server)
    {
        var name = server.Trim();
        var protocol = name.IndexOf("://", StringComparison.Ordinal);
        name = protocol < 0 ? name : name[(protocol + 3)..];
        var colon = name.LastIndexOf(':');
        var isBareAddress = !name.StartsWith('[') && name.IndexOf(':') != colon; // Several colons without brackets: IPv6, no port.
        return colon < 0 || name.EndsWith(']') || isBareAddress ? name : name[..colon];
    }
}
