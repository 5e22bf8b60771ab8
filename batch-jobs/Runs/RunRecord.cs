using Analytics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Runs;

/// <summary>The row of a run in <c>warehouse.batch_runs</c>. A dry run has none, nor has a run without a warehouse.</summary>
sealed class RunRecord(BatchRun run)
{
    bool _hasBegun;

    public async Task BeginAsync()
    {
        if (run.DryRun || run.Warehouse is null)
            return;

        await using var begin = run.Warehouse.CreateCommand($"SELECT {WarehouseFunctions.BeginBatchRun}($1, $2, $3, $4, $5)");
        begin.Parameters.Add(new() { Value = run.Id });
        begin.Parameters.Add(new() { Value = run.Job });
        begin.Parameters.Add(new() { Value = run.Arguments });
        begin.Parameters.Add(OrNull(run.Identity.ScheduledFor?.UtcDateTime, NpgsqlDbType.TimestampTz));
        begin.Parameters.Add(OrNull(run.Identity.LogFile, NpgsqlDbType.Text));
        await begin.ExecuteNonQueryAsync();
        _hasBegun = true;
    }

    public async Task EndAsync(int exitCode, string? message)
    {
        if (!_hasBegun || run.Warehouse is null)
            return;

        await using var end = run.Warehouse.CreateCommand($"SELECT {WarehouseFunctions.EndBatchRun}($1, $2, $3, $4)");
        end.Parameters.Add(new() { Value = run.Id });
        end.Parameters.Add(new() { Value = exitCode });
        end.Parameters.Add(new() { Value = run.Rows });
        end.Parameters.Add(OrNull(message, NpgsqlDbType.Text));
        await end.ExecuteNonQueryAsync();
    }

    /// <summary>Records the end of a run that failed; a warehouse that does not answer changes nothing.</summary>
    public async Task TryEndAsync(int exitCode, string message)
    {
        try
        {
            await EndAsync(exitCode, message);
        }
        catch (NpgsqlException unreachable)
        {
            run.Say($"the end of this run is not recorded: {unreachable.Message}");
        }
    }

    static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
