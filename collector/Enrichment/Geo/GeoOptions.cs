using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Enrichment.Geo;

/// <summary>Where addresses are looked up. Section <c>Geo</c>.</summary>
sealed class GeoOptions
{
    public const string Section = "Geo";

    /// <summary>A MaxMind database (.mmdb) of countries or cities; without one, countries come from the gateway's header alone.</summary>
    public string Database { get; set; } = "";

    /// <summary>How often it is looked whether the file is another one; a new one is used from then on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A file that is named must be there and readable at the start; later the last good one stays.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Database.Length > 0 && GeoDatabase.TryOpen(Database, out _) is { } why)
            yield return $"Geo:Database: {Database}: {why}";
    }
}
