using Analytics.Hosting;
using Npgsql;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The SQL files of this program that ask for one number.</summary>
static class EmbeddedQuery
{
    /// <returns>The number, or null when there is none.</returns>
    public static async Task<long?> NumberAsync(NpgsqlDataSource source, string name, CancellationToken stopping, params string[] values)
    {
        await using var command = source.CreateCommand(EmbeddedText.Read(typeof(EmbeddedQuery).Assembly, name));
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(stopping) is { } found and not DBNull ? Convert.ToInt64(found) : null;
    }
}
