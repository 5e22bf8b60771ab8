namespace Analytics.Collector.Enrichment.Geo;

/// <summary>Country codes: two letters, upper case; the gateways' words for "unknown" (XX) and "Tor" (T1) are none.</summary>
static class CountryCode
{
    public static string? Of(string? given) =>
        given?.Trim() is { Length: 2 } code
        && char.IsAsciiLetter(code[0])
        && char.IsAsciiLetter(code[1])
        && !code.Equals("XX", StringComparison.OrdinalIgnoreCase)
            ? code.ToUpperInvariant()
            : null;
}
