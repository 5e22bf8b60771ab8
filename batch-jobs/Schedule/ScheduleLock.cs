using System.Data;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The lock in PostgreSQL that makes the schedule one. PostgreSQL releases it when the connection ends.</summary>
sealed class ScheduleLock : IAsyncDisposable
{
    readonly string _connectionString;
    NpgsqlConnection? _connection;
    int _pid;

    public ScheduleLock(string warehouse) =>
        // Without the pool: a connection that goes back to it would keep the lock.
        _connectionString = new NpgsqlConnectionStringBuilder(warehouse)
        {
            Pooling = false,
            CommandTimeout = 5,
            Timeout = 5,
        }.ConnectionString;

    /// <summary>Takes the lock, or makes sure that this process still has it.</summary>
    /// <returns>Null when this process has it, else the session that does.</returns>
    /// <exception cref="NpgsqlException">PostgreSQL does not answer.</exception>
    /// <exception cref="TimeoutException">PostgreSQL has not yet ended the session of this process's lost connection.</exception>
    public async Task<string?> HoldAsync(CancellationToken stopping)
    {
        if (_connection is not null && await IsAliveAsync(_connection, stopping))
            return null;

        await DisposeAsync();
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(stopping);
            await ValueAsync(connection, LockSession.EndsWithItsHost, stopping);
            if (await ValueAsync(connection, $"SELECT {WarehouseFunctions.TakeScheduleLock}()", stopping) is true)
            {
                (_connection, _pid) = (connection, connection.ProcessID);
                return null;
            }

            var holder = await ValueAsync(connection, $"SELECT {WarehouseFunctions.LockHolder}('schedule')", stopping) as string;
            return holder?.StartsWith($"backend pid {_pid} ", StringComparison.Ordinal) != true
                ? holder ?? "another session"
                : throw new TimeoutException("the session of the lost connection still holds the schedule's lock");
        }
        finally
        {
            if (_connection is null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Releases the lock at once: the session ends some time after its connection is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not { } connection)
            return;

        _connection = null;
        await using (connection)
        {
            try
            {
                if (connection.State is ConnectionState.Open)
                    await ValueAsync(connection, "DISCARD ALL", CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The connection is lost, and its session with it.
            }
        }
    }

    static async Task<bool> IsAliveAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        try
        {
            return connection.State is ConnectionState.Open && await ValueAsync(connection, "SELECT true", stopping) is true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    static async Task<object?> ValueAsync(NpgsqlConnection connection, string sql, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(stopping);
    }
}
