using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Sources;

/// <summary>Finds the closed days that no run of reprocess has compared with the lake since they closed.</summary>
static class UncheckedDays
{
    /// <summary>
    /// Returns such days before the first of the run, the newest first, as many as the run takes. Days before the first that was ever
    /// compared are not among them, nor those that the lake no longer keeps.
    /// </summary>
    public static async Task<IReadOnlyList<DateOnly>> OfAsync(
        NpgsqlDataSource warehouse,
        ReprocessSettings settings,
        CancellationToken stopping
    )
    {
        if (settings.MostUnchecked == 0)
            return [];

        await using var command = warehouse.CreateCommand(
            $"SELECT day FROM {WarehouseFunctions.UncheckedDays}($1) WHERE day < $2 ORDER BY 1 DESC LIMIT $3"
        );
        command.Parameters.Add(new() { Value = (object?)settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = settings.From });
        command.Parameters.Add(new() { Value = settings.MostUnchecked });
        var days = new List<DateOnly>();
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
            days.Add(reader.GetFieldValue<DateOnly>(0));

        return days;
    }
}
