using System.Text;
using System.Text.Json;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Erasure;

/// <summary>
/// The messages of <c>warehouse.dead_letters</c> that name the person. They may be damaged, so the source is not read from them.
/// </summary>
sealed class WarehouseDeadLetters(NpgsqlDataSource warehouse, EraseSettings settings, Person person)
{
    public const string Name = "warehouse.dead_letters";

    readonly List<Dictionary<string, object>> _found = [];

    /// <summary>Reads every message, one at a time.</summary>
    public async Task<long> FindAsync(CancellationToken stopping)
    {
        var pattern = person.OwnPattern();
        await using var command = Command("read_dead_letters");
        command.Parameters.Add(new() { Value = (object?)settings.From ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = (object?)settings.To ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
        {
            if (pattern.IsMatch(Encoding.Latin1.GetString(reader.GetFieldValue<byte[]>(5))))
                _found.Add(Enumerable.Range(0, 5).ToDictionary(reader.GetName, reader.GetValue));
        }

        return _found.Count;
    }

    /// <summary>Removes the messages that were found.</summary>
    /// <returns>The number of rows removed.</returns>
    public async Task<long> RemoveAsync(CancellationToken stopping)
    {
        await using var command = Command("erase_dead_letters");
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(_found) });
        return (long)(await command.ExecuteScalarAsync(stopping))!;
    }

    // Every message of 90 days is read.
    NpgsqlCommand Command(string statement)
    {
        var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(WarehouseDeadLetters).Assembly, statement));
        command.CommandTimeout = 0;
        return command;
    }
}
