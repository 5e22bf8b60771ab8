using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Sinks;

/// <summary>Replaces the results of a day in the warehouse, in one transaction: readers see the old or the new ones.</summary>
/// <param name="run">The run.</param>
/// <param name="readAt">The time of PostgreSQL since when reprocess corrects nothing: what it corrected before is in the results.</param>
sealed class ReportSink(BatchRun run, DateTime readAt)
{
    /// <summary>Rows of one call; a result is read from Spark in pieces of this size, so that the driver never holds it whole.</summary>
    const int RowsPerCall = 5000;

    /// <returns>The number of rows.</returns>
    public async Task<long> ReplaceAsync(DayReport report, CancellationToken stopping)
    {
        await using var connection = await run.Warehouse!.OpenConnectionAsync(stopping);
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        await CallAsync(connection, $"SELECT {WarehouseFunctions.BeginReportDay}($1, $2, $3)", stopping, report.Day, run.Id, readAt);
        var rows = 0L;
        foreach (var (function, piece) in Pieces(report))
        {
            await CallAsync(connection, $"SELECT {function}($1)", stopping, $"[{string.Join(',', piece)}]");
            rows += piece.Count;
        }

        await transaction.CommitAsync(stopping);
        return rows;
    }

    /// <summary>Returns those of the days whose result is missing or older than their last reprocess, ascending.</summary>
    public static async Task<IReadOnlyList<DateOnly>> DueAsync(
        NpgsqlDataSource warehouse,
        IEnumerable<DateOnly> days,
        CancellationToken stopping
    )
    {
        await using var command = warehouse.CreateCommand($"SELECT * FROM {WarehouseFunctions.DaysToReport}($1)");
        command.Parameters.Add(new() { Value = days.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var due = new List<DateOnly>();
        while (await reader.ReadAsync(stopping))
            due.Add(reader.GetFieldValue<DateOnly>(0));

        return due;
    }

    // The rows of a function follow each other.
    static IEnumerable<(string Function, IReadOnlyList<string> Rows)> Pieces(DayReport report)
    {
        var (function, piece) = ("", new List<string>());
        foreach (var row in report.Rows)
        {
            if (piece.Count > 0 && (row.Function != function || piece.Count == RowsPerCall))
            {
                yield return (function, piece);
                piece = [];
            }

            function = row.Function;
            piece.Add(row.Json);
        }

        if (piece.Count > 0)
            yield return (function, piece);
    }

    static async Task CallAsync(NpgsqlConnection connection, string call, CancellationToken stopping, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(call, connection) { CommandTimeout = 0 };
        foreach (var argument in arguments)
            command.Parameters.Add(new() { Value = argument });

        await command.ExecuteNonQueryAsync(stopping);
    }
}
