using Analytics.Collector.Settings;
using Analytics.Hosting;

namespace Analytics.Collector.Http;

/// <summary>Warns about addresses that other machines can reach, and about trusted proxies.</summary>
static class NetworkWarnings
{
    /// <summary>The shortest prefix length that a proxy network can plausibly have.</summary>
    const int WidestPrefix = 8;

    public static IEnumerable<ConfigurationWarning> Of(ProxyOptions proxy)
    {
        foreach (var text in proxy.KnownNetworks)
        {
            if (ProxyOptions.Network(text) is { } network && network.PrefixLength < WidestPrefix)
            {
                yield return new(
                    "Proxy:KnownNetworks",
                    $"{text} covers most of the Internet: any client can claim any address and country",
                    "name the gateway's own addresses"
                );
            }
        }
    }

    /// <param name="addresses">The addresses to listen on.</param>
    public static IEnumerable<ConfigurationWarning> Of(IEnumerable<string> addresses)
    {
        if (addresses.FirstOrDefault(IsOpen) is { } open)
        {
            yield return new(
                "urls",
                $"{open} accepts keys and events in clear text from every network",
                "listen on 127.0.0.1 or a private address behind the gateway, which terminates TLS"
            );
        }
    }

    static bool IsOpen(string address) =>
        address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        && Hosts.OfServer(address.TrimEnd('/')) is "[::]" or "0.0.0.0" or "*" or "+";
}
