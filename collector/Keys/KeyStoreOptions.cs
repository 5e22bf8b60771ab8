using System.ComponentModel.DataAnnotations;
using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>Where the write keys come from, beside those of section <c>Keys</c>. Section <c>KeyStore</c>.</summary>
sealed class KeyStoreOptions
{
    public const string Section = "KeyStore";

    /// <summary>
    /// Npgsql connection string of the role analytics_collector in the warehouse; without one only the keys of section Keys are known.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>How often the list is compared with the warehouse's; a revoked key is refused after this long at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:04")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The file that keeps the list, hashes only, for when PostgreSQL is down at start; empty for none.</summary>
    public string Snapshot { get; set; } = "state/keys.json";

    public bool IsUsed => Database.Length > 0;

    /// <summary>Fills in from the name that every process of the product reads; the section's own setting wins.</summary>
    public KeyStoreOptions WithNamesOfAll(IConfiguration configuration)
    {
        if (Database.Length == 0)
            Database = configuration[KeyDatabase.Variable] ?? "";

        return this;
    }

    public IEnumerable<string> Mistakes()
    {
        // Never the text itself: it holds a password.
        if (IsUsed && ConnectionStrings.Parse(Database) is null)
        {
            yield return $"{Section}:Database (or {KeyDatabase.Variable}): not an Npgsql connection string "
                + "(Host=...;Port=...;Database=...;Username=...).";
        }
    }
}
