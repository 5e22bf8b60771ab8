using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Enrichment.Geo;

/// <summary>The geo database's settings. Section <c>Geo</c>.</summary>
sealed class GeoOptions
{
    public const string Section = "Geo";

    /// <summary>The MaxMind database (.mmdb) of countries or cities; without one, countries come from the gateway's header only.</summary>
    public string Database { get; set; } = "";

    /// <summary>The interval between checks for a new database file, which is used from then on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Returns an error when the named file is not readable at start; later the last good one stays in use.</summary>
    public IEnumerable<string> Validate()
    {
        if (Database.Length > 0 && GeoDatabase.TryOpen(Database, out _) is { } why)
            yield return $"Geo:Database: {Database}: {why}";
    }
}
