using Npgsql;

namespace Analytics.Hosting;

/// <summary>
/// Tells whether a connection to the warehouse is a separate session of PostgreSQL. Behind a pooler that lends a server process for a
/// transaction or a statement it is not: the pooler would lend the session's locks, which keep a query or a job single, to the next client.
/// </summary>
public static class OwnSession
{
    /// <summary>A pooler with several free processes may lend each connection the same one by chance.</summary>
    const int Tries = 3;

    const string Refusal =
        "The warehouse's connection is not a session of its own: a pooler (PgBouncer in transaction or statement mode) changes the server "
        + "process between statements, and the locks that keep a query single would be lost. Connect to PostgreSQL itself, or with "
        + "pool_mode = session.";

    /// <summary>Returns why the connection must not be used; null when it is a separate session.</summary>
    public static async Task<string?> RefusalAsync(string connectionString, CancellationToken stopping = default)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var one = new NpgsqlConnection(own);
        await using var other = new NpgsqlConnection(own);
        await one.OpenAsync(stopping);
        await other.OpenAsync(stopping);
        for (var at = 0; at < Tries; at++)
        {
            if (await IsSharedAsync(one, other, stopping))
                return Refusal;
        }

        return null;
    }

    /// <summary>
    /// Has one connection use a process and give it back, and the other keep one in a transaction: without a pooler they differ, and that
    /// of the first one is the same afterwards.
    /// </summary>
    static async Task<bool> IsSharedAsync(NpgsqlConnection one, NpgsqlConnection other, CancellationToken stopping)
    {
        try
        {
            var before = await ProcessAsync(one, stopping);
            await using var held = await other.BeginTransactionAsync(stopping);
            return await ProcessAsync(other, stopping) == before || await ProcessAsync(one, stopping) != before;
        }
        catch (PostgresException refused)
            when (refused.SqlState == PostgresErrorCodes.ProtocolViolation
                && refused.MessageText.Contains("pooling mode", StringComparison.Ordinal)
            )
        {
            // PgBouncer's answer to a transaction in statement mode; PostgreSQL itself takes any. Its failures have the same code.
            return true;
        }
    }

    static async Task<int> ProcessAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(stopping))!;
    }
}
