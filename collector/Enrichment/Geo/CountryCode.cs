using Analytics.Contracts;

namespace Analytics.Collector.Enrichment.Geo;

/// <summary>Checks country codes: those of gateways for "unknown" (XX) and "Tor" (T1) are none.</summary>
static class CountryCode
{
    public static string? Of(string? given) =>
        given?.Trim() is { Length: KeyText.Country } code && IsoCodes.IsCountry(code) ? code.ToUpperInvariant() : null;
}
