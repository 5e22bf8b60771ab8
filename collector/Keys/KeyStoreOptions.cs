using System.ComponentModel.DataAnnotations;
using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>The source of the write keys beside section <c>Keys</c>. Section <c>KeyStore</c>.</summary>
sealed class KeyStoreOptions
{
    public const string Section = "KeyStore";

    // The shortest MaxAge: several queries may fail within it.
    static readonly TimeSpan _leastAge = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The Npgsql connection string of the role analytics_collector in the warehouse; when empty, only the keys of section Keys are known.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>
    /// The interval between comparisons of the list with the warehouse's; a revoked key is refused after at most this time, while
    /// PostgreSQL answers.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:04")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The greatest age of a list that PostgreSQL does not confirm: an older one is not used, and its keys get 503 until PostgreSQL
    /// answers. 0 for any age.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.Zero;

    /// <summary>The file that stores the list, hashes only, for a start while PostgreSQL is down; empty for none.</summary>
    public string Snapshot { get; set; } = "state/keys.json";

    /// <summary>True for a list that may no longer be used.</summary>
    public bool IsTooOld(TimeSpan age) => MaxAge > TimeSpan.Zero && age > MaxAge;

    public bool IsUsed => Database.Length > 0;

    /// <summary>Fills in the database from the variable that all processes share; the section's own setting wins.</summary>
    public KeyStoreOptions WithNamesOfAll(IConfiguration configuration)
    {
        if (Database.Length == 0)
            Database = configuration[KeyDatabase.Variable] ?? "";

        return this;
    }

    public IEnumerable<string> Validate()
    {
        if (MaxAge > TimeSpan.Zero && MaxAge < _leastAge)
            yield return $"{Section}:MaxAge: 0, or {_leastAge:c} at least: a list is confirmed every {Section}:RefreshInterval.";

        // The text itself is never shown, because it contains a password.
        if (IsUsed && ConnectionStrings.Check(Database) is { } error)
            yield return $"{Section}:Database (or {KeyDatabase.Variable}) {error}.";
    }
}
