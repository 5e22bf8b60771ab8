using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The person's rows of <c>warehouse.sessions</c> and <c>warehouse.live_sessions</c>.</summary>
sealed class WarehouseSessions(NpgsqlDataSource warehouse, EraseSettings settings, Person person)
{
    public const string Name = "warehouse.sessions";

    // Clients choose the ids of sessions, which may contain a person's.
    List<(string Source, string Id)> _named = [];

    /// <returns>The number of rows found.</returns>
    public async Task<long> FindAsync(CancellationToken stopping)
    {
        _named = await NamedAsync(stopping);
        return await RunAsync("count_sessions", stopping);
    }

    /// <summary>Removes the rows that were found.</summary>
    /// <returns>The number of rows removed.</returns>
    public Task<long> RemoveAsync(CancellationToken stopping) => RunAsync("erase_sessions", stopping);

    async Task<List<(string Source, string Id)>> NamedAsync(CancellationToken stopping)
    {
        var ids = person.OwnPattern();
        await using var command = Command("find_session_ids");
        AddAsked(command, person.Own);
        var named = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
        {
            if (ids.IsMatch(reader.GetString(1)))
                named.Add((reader.GetString(0), reader.GetString(1)));
        }

        return named;
    }

    async Task<long> RunAsync(string statement, CancellationToken stopping)
    {
        await using var command = Command(statement);
        AddAsked(command, person.Own, person.Shared);
        command.Parameters.Add(new() { Value = _named.Select(session => session.Source).ToArray() });
        command.Parameters.Add(new() { Value = _named.Select(session => session.Id).ToArray() });
        return (long)(await command.ExecuteScalarAsync(stopping))!;
    }

    NpgsqlCommand Command(string statement)
    {
        var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(WarehouseSessions).Assembly, statement));
        command.CommandTimeout = 0; // No timeout: the statements scan the sessions and sums of months.
        return command;
    }

    void AddAsked(NpgsqlCommand command, params IReadOnlyList<string>[] ids)
    {
        foreach (var some in ids)
            command.Parameters.Add(new() { Value = some.ToArray() });

        command.Parameters.Add(new() { Value = (object?)settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)settings.From ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = (object?)settings.To ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
    }
}
