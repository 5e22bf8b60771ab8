using System.Text.Json;

namespace Analytics.Local.Figures;

/// <summary>
/// Counts the rows of a Delta table on this machine from its log: adds the rows of each commit's added files and subtracts
/// those of removed ones. Reads only commits that it has not read before.
/// </summary>
/// <param name="folder">The table's folder; a table that does not exist yet has no rows.</param>
public sealed class DeltaLog(string folder)
{
    readonly Dictionary<string, long> _files = [];
    long _next;

    /// <exception cref="InvalidDataException">A file has no number of rows, or the beginning of the log is missing.</exception>
    public long CountRows()
    {
        Read();
        return _files.Values.Sum();
    }

    /// <summary>Returns the paths of the table's current data files; they still hold rows that a deletion vector removes.</summary>
    /// <inheritdoc cref="CountRows"/>
    public IReadOnlyList<string> ReadFiles()
    {
        Read();
        // The Delta protocol: paths are relative and percent-encoded.
        return [.. _files.Keys.Select(path => Path.Combine(folder, Uri.UnescapeDataString(path)))];
    }

    void Read()
    {
        for (; File.Exists(Commit(_next)); _next++)
        {
            foreach (var line in File.ReadLines(Commit(_next)))
                Apply(line);
        }

        if (
            _next == 0
            && Directory.Exists(Path.Combine(folder, "_delta_log"))
            && Directory.GetFiles(Path.Combine(folder, "_delta_log"), "*.json").Length > 0
        )
        {
            throw new InvalidDataException($"The log of {folder} does not begin with commit 0.");
        }
    }

    // The commit's name is its number in 20 digits: the Delta protocol's "Delta Log Entries".
    string Commit(long version) => Path.Combine(folder, "_delta_log", $"{version:D20}.json");

    void Apply(string line)
    {
        using var action = JsonDocument.Parse(line);
        if (action.RootElement.TryGetProperty("add", out var add))
            _files[add.GetProperty("path").GetString()!] = Rows(add);
        else if (action.RootElement.TryGetProperty("remove", out var remove))
            _files.Remove(remove.GetProperty("path").GetString()!);
    }

    long Rows(JsonElement add)
    {
        if (!add.TryGetProperty("stats", out var text) || text.GetString() is not { } stats)
            throw new InvalidDataException($"A file of {folder} does not say how many rows it holds.");
        using var parsed = JsonDocument.Parse(stats);
        var deleted =
            add.TryGetProperty("deletionVector", out var vector) && vector.ValueKind is JsonValueKind.Object
                ? vector.GetProperty("cardinality").GetInt64()
                : 0;
        return parsed.RootElement.GetProperty("numRecords").GetInt64() - deleted;
    }
}
