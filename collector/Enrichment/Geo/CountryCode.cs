namespace Analytics.Collector.Enrichment.Geo;

/// <summary>Checks country codes: two upper-case letters; the gateways' codes for "unknown" (XX) and "Tor" (T1) are invalid.</summary>
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
