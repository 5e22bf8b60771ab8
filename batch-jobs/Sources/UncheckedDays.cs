using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
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
        var days = new List<DateOnly>();
        foreach (var day in settings.MostUnchecked == 0 ? [] : await ReadAsync(warehouse, settings, stopping))
        {
            if (days.Count < settings.MostUnchecked && await LakeDays.KeepsAsync(warehouse, day, settings.Source, stopping))
                days.Add(day);
        }

        return days;
    }

    static async Task<IReadOnlyList<DateOnly>> ReadAsync(NpgsqlDataSource warehouse, ReprocessSettings settings, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(UncheckedDays).Assembly, "unchecked_days"));
        command.Parameters.Add(new() { Value = settings.From });
        command.Parameters.Add(new() { Value = (object?)settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var days = new List<DateOnly>();
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
            days.Add(reader.GetFieldValue<DateOnly>(0));

        return days;
    }
}
