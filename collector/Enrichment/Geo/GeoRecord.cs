using MaxMind.Db;

namespace Analytics.Collector.Enrichment.Geo;

/// <summary>The members that are read of a MaxMind record; others are skipped.</summary>
sealed class GeoRecord
{
    [MapKey("country")]
    public GeoArea? Country { get; init; }

    [MapKey("subdivisions")]
    public List<GeoArea>? Subdivisions { get; init; }

    [MapKey("city")]
    public GeoArea? City { get; init; }

    public Place ToPlace() =>
        new(
            CountryCode.Of(Country?.Code),
            Subdivisions is [var first, ..] ? first.Names?.English ?? first.Code : null,
            City?.Names?.English
        );
}

sealed class GeoArea
{
    [MapKey("iso_code")]
    public string? Code { get; init; }

    [MapKey("names")]
    public GeoNames? Names { get; init; }
}

sealed class GeoNames
{
    [MapKey("en")]
    public string? English { get; init; }
}
