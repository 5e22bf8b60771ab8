using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The person's rows of <c>warehouse.sessions</c>.</summary>
sealed class WarehouseSessions(NpgsqlDataSource warehouse, EraseSettings settings, Person person)
{
    public const string Name = "warehouse.sessions";

    public Task<long> CountAsync(CancellationToken stopping) => RunAsync("count_sessions", stopping);

    /// <returns>The number of rows removed.</returns>
    public Task<long> RemoveAsync(CancellationToken stopping) => RunAsync("erase_sessions", stopping);

    async Task<long> RunAsync(string statement, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(WarehouseSessions).Assembly, statement));
        command.CommandTimeout = 0; // The sessions and sums of months are read through.
        command.Parameters.Add(new() { Value = person.Own.ToArray() });
        command.Parameters.Add(new() { Value = person.Shared.ToArray() });
        command.Parameters.Add(new() { Value = (object?)settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)settings.From ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = (object?)settings.To ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        return (long)(await command.ExecuteScalarAsync(stopping))!;
    }
}
