namespace Analytics.Collector.Settings;

/// <summary>The old names of renamed settings: a start with one of them is refused, and the error gives the new name.</summary>
static class RenamedSettings
{
    static readonly Dictionary<string, string> _newNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Drain:Finish"] = "Drain:ShutdownTimeout",
        ["Drain:KeepServing"] = "Drain:ShutdownDelay",
        ["Gateway:Proxies"] = "Proxy:KnownNetworks",
        ["Gateway:CountryHeader"] = "Proxy:CountryHeader",
        ["Gateway:PublicUrl"] = "Proxy:PublicUrl",
        ["Geo:Check"] = "Geo:ReloadInterval",
        ["Kafka:Probe"] = "Kafka:ProbeInterval",
        ["KeyStore:Refresh"] = "KeyStore:RefreshInterval",
        ["Limits:BodyStall"] = "Limits:BodyTimeout",
        ["Limits:CompressedBody"] = "Limits:CompressedBodyBytes",
        ["Limits:DecompressedBody"] = "Limits:DecompressedBodyBytes",
        ["Limits:Event"] = "Limits:EventBytes",
        ["Limits:HeaderWait"] = "Limits:HeaderTimeout",
        ["Limits:Id"] = "Limits:IdLength",
        ["Limits:Idle"] = "Limits:KeepAliveTimeout",
        ["Limits:InflatedBody"] = "Limits:DecompressedBodyBytes",
        ["Limits:InflationRatio"] = "Limits:DecompressionRatio",
        ["Limits:MessageId"] = "Limits:MessageIdLength",
        ["Limits:Name"] = "Limits:NameLength",
        ["Limits:PlainBody"] = "Limits:PlainBodyBytes",
        ["Limits:SlowestBody"] = "Limits:MinBodyDataRate",
        ["Limits:Url"] = "Limits:UrlLength",
        ["Spool:Patience"] = "Spool:FailoverAfter",
        ["Times:BrowserBackdating"] = "Times:BrowserMaxAge",
        ["Times:ServerBackdating"] = "Times:ServerMaxAge",
        ["Times:Session"] = "Times:SessionTimeout",
        ["Times:Tolerance"] = "Times:ClockSkew",
    };

    /// <summary>The new name of each old one.</summary>
    public static IReadOnlyDictionary<string, string> NewNames => _newNames;

    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        _newNames
            .Where(name => configuration.GetSection(name.Key).Exists())
            .Select(name => $"{name.Key}: the name of this setting is {name.Value} now.");

    public static bool Has(string path) => _newNames.ContainsKey(path);
}
