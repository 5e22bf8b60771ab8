using Analytics.Hosting;
using Npgsql;

namespace Analytics.BatchJobs.Grafana;

/// <summary>Reads the figures of the Live channels from the views of <c>reporting</c>; streaming jobs know nothing of Grafana.</summary>
static class LiveFigures
{
    /// <summary>Returns the current figures of the live numbers.</summary>
    public static Task<IReadOnlyList<Measurement>> ReadAsync(NpgsqlDataSource warehouse, CancellationToken stopping) =>
        ReadAsync(warehouse, ["kpi", "freshness"], stopping);

    /// <summary>Returns the figures of each source's newest reported day.</summary>
    public static Task<IReadOnlyList<Measurement>> ReadDayAsync(NpgsqlDataSource warehouse, CancellationToken stopping) =>
        ReadAsync(warehouse, ["day"], stopping);

    static async Task<IReadOnlyList<Measurement>> ReadAsync(NpgsqlDataSource warehouse, string[] channels, CancellationToken stopping)
    {
        var figures = new List<Measurement>();
        foreach (var name in channels)
            await ReadAsync(warehouse, name, figures, stopping);

        return figures;
    }

    // The columns say what they are: the time is "at", texts are tags, numbers are fields.
    static async Task ReadAsync(NpgsqlDataSource warehouse, string name, List<Measurement> figures, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(LiveFigures).Assembly, $"live_{name}"));
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
        {
            var columns = Enumerable
                .Range(0, reader.FieldCount)
                .Select(column => (Name: reader.GetName(column), Value: reader[column]))
                .ToList();
            figures.Add(
                new(
                    name,
                    reader.GetFieldValue<DateTimeOffset>(reader.GetOrdinal("at")),
                    columns.Where(column => column.Value is double).ToDictionary(column => column.Name, column => (double)column.Value)
                )
                {
                    Tags = columns
                        .Where(column => column.Value is string)
                        .ToDictionary(column => column.Name, column => (string)column.Value),
                }
            );
        }
    }
}
