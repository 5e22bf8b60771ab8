namespace Analytics.Collector.Enrichment.Geo;

/// <summary>Where an address is, as far as the database knows.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Region">The first subdivision's English name, else its code.</param>
/// <param name="City">Its English name.</param>
sealed record Place(string? Country, string? Region, string? City);
