using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// The lock under which reprocess corrects days. Jobs that derive a day's tables, erase a person or forget visitors take it too: what one
/// computed before the other's commit would come back.
/// </summary>
static class CorrectionLock
{
    static readonly TimeSpan _period = TimeSpan.FromSeconds(2);

    /// <summary>Takes the lock, and waits for it. It lasts until the result is disposed, or the run ends.</summary>
    /// <exception cref="JobException">Another session has held it for the whole wait.</exception>
    public static async Task<NpgsqlConnection> TakeAsync(BatchRun run, TimeSpan wait, CancellationToken stopping)
    {
        var connection = await run.Warehouse!.OpenConnectionAsync(stopping);
        try
        {
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

                await Task.Delay(_period, run.Clock, stopping); // PostgreSQL tells a session of a lock only while it waits in a statement.
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock; null when another session has it. It lasts until the result is disposed, or the run ends.</summary>
    public static async Task<NpgsqlConnection?> TryTakeAsync(BatchRun run, CancellationToken stopping)
    {
        try
        {
            return await TakeAsync(run, TimeSpan.Zero, stopping);
        }
        catch (JobException held) when (held.ExitCode == ExitCodes.InUse)
        {
            return null;
        }
    }

    static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var holder = new NpgsqlCommand($"SELECT {WarehouseFunctions.LockHolder}('reprocess')", connection);
        var words = await holder.ExecuteScalarAsync(stopping) as string ?? "it has just ended";
        return $"reprocess, report, erase or compact runs in this warehouse ({words})";
    }
}
