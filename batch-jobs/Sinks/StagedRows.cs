using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Npgsql;

namespace Analytics.BatchJobs.Sinks;

/// <summary>Folds or removes the rows that an interrupted run of reprocess left in the staging tables.</summary>
static class StagedRows
{
    /// <summary>Adds changes that count already to the live tables, a part in a transaction.</summary>
    /// <param name="connection">The session that holds the lock of <see cref="CorrectionLock"/>.</param>
    /// <param name="rowsPerPart">The most rows of a part.</param>
    /// <param name="stopping">Ends the work between two transactions.</param>
    public static void Fold(NpgsqlConnection connection, int rowsPerPart, CancellationToken stopping = default)
    {
        using var fold = new NpgsqlCommand($"SELECT {WarehouseFunctions.FoldCorrection}($1)", connection) { CommandTimeout = 0 };
        fold.Parameters.Add(new() { Value = rowsPerPart });
        while (fold.ExecuteScalar() is long)
            stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Adds changes that count already to the live tables, and removes everything else, of every run.</summary>
    /// <param name="connection">The session that holds the lock of <see cref="CorrectionLock"/>.</param>
    /// <param name="stopping">Ends the work between two transactions.</param>
    public static async Task ClearAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        Fold(connection, ReprocessSettings.UsualRowsPerPart, stopping);
        await using var clear = new NpgsqlCommand($"SELECT {WarehouseFunctions.ClearStaging}(NULL)", connection) { CommandTimeout = 0 };
        await clear.ExecuteNonQueryAsync(stopping);
    }
}
