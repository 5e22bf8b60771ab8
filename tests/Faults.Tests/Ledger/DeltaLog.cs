using System.Text.Json;

namespace Faults.Tests.Ledger;

/// <summary>The files that make up a Delta table now, by its log; read from the beginning, without Delta.</summary>
static class DeltaLog
{
    /// <summary>Paths of the data files; none while the table does not exist.</summary>
    public static IReadOnlyList<string> Files(string table)
    {
        var files = new HashSet<string>();
        for (var version = 0L; File.Exists(Commit(table, version)); version++)
        {
            foreach (var line in File.ReadLines(Commit(table, version)))
            {
                using var action = JsonDocument.Parse(line);
                if (action.RootElement.TryGetProperty("add", out var add))
                    files.Add(PathOf(table, add));
                else if (action.RootElement.TryGetProperty("remove", out var remove))
                    files.Remove(PathOf(table, remove));
            }
        }

        return [.. files];
    }

    // The Delta protocol: 20 digits, from 0; paths are relative and percent-encoded.
    static string Commit(string table, long version) => Path.Combine(table, "_delta_log", $"{version:D20}.json");

    static string PathOf(string table, JsonElement file) =>
        file.TryGetProperty("deletionVector", out var vector) && vector.ValueKind is JsonValueKind.Object
            ? throw new NotSupportedException($"{table} has deletion vectors.")
            : Path.Combine(table, Uri.UnescapeDataString(file.GetProperty("path").GetString()!));
}
