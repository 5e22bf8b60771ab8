using Analytics.Hosting;
using Npgsql;

namespace Analytics.Warehouse;

/// <summary>A session lock that allows one migrate at a time in one database; it ends with its connection.</summary>
sealed class MigrationLock : IDisposable
{
    MigrationLock(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection that holds the lock, free for use.</summary>
    public NpgsqlConnection Connection { get; }

    /// <exception cref="MigrationException">Another migrate still holds it after the wait.</exception>
    public static MigrationLock Take(NpgsqlConnectionStringBuilder admin, MigrationOptions options)
    {
        var connection = new NpgsqlConnection(admin.ConnectionString);
        try
        {
            connection.Open();
            Wait(connection, options.LockWait);
            connection.Notice += (_, notice) => options.Log(notice.Notice.MessageText);
            return new MigrationLock(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => Connection.Dispose();

    static void Wait(NpgsqlConnection connection, TimeSpan wait)
    {
        var milliseconds = Math.Max(1, (long)wait.TotalMilliseconds);
        try
        {
            using (var strangers = new NpgsqlCommand(Scripts.Text("setup/end_strangers"), connection))
                strangers.ExecuteNonQuery();
            using var command = new NpgsqlCommand(
                $"{LockSession.EndsWithItsHost}; SET lock_timeout = {milliseconds}; "
                    + "SELECT pg_advisory_lock(hashtext('analytics.migrate')); RESET lock_timeout",
                connection
            );
            command.CommandTimeout = 0;
            command.ExecuteNonQuery();
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new MigrationException(
                ExitCodes.InUse,
                $"Another migrate of '{connection.Database}' is under way for longer than {wait.TotalSeconds:0.###} s: try again later.",
                busy
            );
        }
    }
}
