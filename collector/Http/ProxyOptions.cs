using System.Net;

namespace Analytics.Collector.Http;

/// <summary>The proxies before the collector that are trusted about the client. Section <c>Proxy</c>.</summary>
sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>The addresses or networks (CIDR) whose X-Forwarded-For and country header are trusted; none by default.</summary>
    public string[] KnownNetworks { get; set; } = [];

    /// <summary>The header in which a trusted proxy sends the client's country, ISO 3166-1 alpha-2.</summary>
    public string CountryHeader { get; set; } = "X-Country";

    /// <summary>
    /// The public address of this collector, e.g. https://collect.example, for SDKs that ask for their settings; without it they get 404.
    /// </summary>
    public string PublicUrl { get; set; } = "";

    public Uri? PublicAddress => PublicUrl.Length == 0 ? null : new Uri(PublicUrl);

    public IEnumerable<string> Validate()
    {
        if (PublicUrl.Length > 0 && !IsAddress(PublicUrl))
            yield return "Proxy:PublicUrl must be an address like https://collect.example, without query.";

        foreach (var text in KnownNetworks.Where(text => Network(text) is null))
            yield return $"Proxy:KnownNetworks: '{text}' is neither an address nor a network like 10.0.0.0/8.";

        if (CountryHeader.Length == 0 || !CountryHeader.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            yield return "Proxy:CountryHeader must be the name of a header: letters, digits and '-'.";
    }

    static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.Query.Length + address.Fragment.Length + address.UserInfo.Length == 0;

    public static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
