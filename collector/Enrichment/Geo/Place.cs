namespace Analytics.Collector.Enrichment.Geo;

/// <summary>The place of an address in the database.</summary>
/// <param name="Country">The country, ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Region">The first subdivision's English name, else its code.</param>
/// <param name="City">The city's English name.</param>
sealed record Place(string? Country, string? Region, string? City);
