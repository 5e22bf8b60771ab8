namespace Analytics.Collector.Settings;

/// <summary>The old names of renamed settings: a start with one of them is refused, and the error gives the new name.</summary>
static class RenamedSettings
{
    static readonly Dictionary<string, string> _newNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Gateway:Proxies"] = "Proxy:KnownNetworks",
        ["Gateway:CountryHeader"] = "Proxy:CountryHeader",
        ["Gateway:PublicUrl"] = "Proxy:PublicUrl",
        ["Geo:Check"] = "Geo:ReloadInterval",
        ["Kafka:Probe"] = "Kafka:ProbeInterval",
        ["KeyStore:Refresh"] = "KeyStore:RefreshInterval",
        ["Limits:BodyStall"] = "Limits:BodyTimeout",
        ["Limits:HeaderWait"] = "Limits:HeaderTimeout",
        ["Limits:Idle"] = "Limits:KeepAliveTimeout",
        ["Limits:InflatedBody"] = "Limits:DecompressedBody",
        ["Limits:InflationRatio"] = "Limits:DecompressionRatio",
        ["Spool:Patience"] = "Spool:FailoverAfter",
        ["Times:Session"] = "Times:SessionTimeout",
    };

    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        _newNames
            .Where(name => configuration.GetSection(name.Key).Exists())
            .Select(name => $"{name.Key}: the name of this setting is {name.Value} now.");

    public static bool Has(string path) => _newNames.ContainsKey(path);
}
