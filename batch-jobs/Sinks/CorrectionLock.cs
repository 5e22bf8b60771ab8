using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// The lock under which reprocess corrects days. Jobs that derive a day's tables, erase a person, send rejected events again or remove rows
/// past their retention take it too: what one computed before the other's commit would come back. It lasts until it is disposed, or the run
/// ends.
/// </summary>
sealed class CorrectionLock : IAsyncDisposable
{
    /// <summary>A job that waits for the lock looks for it once in this time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    CorrectionLock(NpgsqlConnection connection, DateTime takenAt) => (Connection, TakenAt) = (connection, takenAt);

    /// <summary>The session that holds the lock.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The time of PostgreSQL at which the lock was taken.</summary>
    public DateTime TakenAt { get; }

    /// <summary>Takes the lock, and waits for it.</summary>
    /// <exception cref="JobException">Another session has held it for the whole wait.</exception>
    public static async Task<CorrectionLock> TakeAsync(BatchRun run, TimeSpan wait, CancellationToken stopping)
    {
        // The connection is no pooled one, which would keep the session, and with it the lock, until its next use.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(run.WarehouseConnection) { Pooling = false }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(stopping);
            await using (var settings = new NpgsqlCommand(LockSession.EndsWithItsHost, connection))
                await settings.ExecuteNonQueryAsync(stopping);

            var began = run.Clock.GetTimestamp();
            await using var take = new NpgsqlCommand($"SELECT {WarehouseFunctions.LockReprocess}()", connection);
            for (var isTold = false; await take.ExecuteScalarAsync(stopping) is not true; isTold = true)
            {
                if (run.Clock.GetElapsedTime(began) > wait)
                    throw new JobException(ExitCodes.InUse, $"{await HolderAsync(connection, stopping)}: wait for it, or stop it first.");

                if (!isTold)
                    run.Say($"{await HolderAsync(connection, stopping)}: waiting for it, at most {Duration.Text(wait)}");

                await Task.Delay(Period, run.Clock, stopping); // PostgreSQL tells a session of a lock only while it waits in a statement.
            }

            await using var now = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            return new(connection, (DateTime)(await now.ExecuteScalarAsync(stopping))!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock, and waits for it; null when another session has held it for the whole wait.</summary>
    public static async Task<CorrectionLock?> TryTakeAsync(BatchRun run, TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            return await TakeAsync(run, wait, stopping);
        }
        catch (JobException held) when (held.ExitCode == ExitCodes.InUse)
        {
            return null;
        }
    }

    /// <summary>Releases the lock at once: the session ends some time after its connection is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (Connection)
        {
            try
            {
                await using var release = new NpgsqlCommand("DISCARD ALL", Connection);
                await release.ExecuteNonQueryAsync();
            }
            catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
            {
                // The connection is lost, and its session with it; or a command is under way, and closing ends it.
            }
        }
    }

    static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var holder = new NpgsqlCommand($"SELECT {WarehouseFunctions.LockHolder}('reprocess')", connection);
        var words = await holder.ExecuteScalarAsync(stopping) as string ?? "it has just ended";
        return $"reprocess, report, replay, erase or compact runs in this warehouse ({words})";
    }
}
