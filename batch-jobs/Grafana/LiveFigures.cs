using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Grafana;

/// <summary>Reads the figures of the Live channels from the views of <c>reporting</c>; streaming jobs know nothing of Grafana.</summary>
static class LiveFigures
{
    /// <summary>The most lines of one channel in a job's push. Of more the newest days are pushed; the warehouse has all.</summary>
    public const int MostLines = 500;

    /// <summary>The channels that get the live numbers each second.</summary>
    public static IReadOnlyList<string> OfASecond { get; } = ["kpi", "freshness"];

    /// <summary>The channels that get the results of <c>report</c>.</summary>
    public static IReadOnlyList<string> OfReport { get; } = ["day", "retention", "funnel"];

    /// <summary>The channels that get what <c>reprocess</c> found.</summary>
    public static IReadOnlyList<string> OfReprocess { get; } = ["difference"];

    /// <summary>Returns the current figures of the live numbers.</summary>
    public static Task<IReadOnlyList<Measurement>> ReadAsync(NpgsqlDataSource warehouse, CancellationToken stopping) =>
        ReadAsync(warehouse, OfASecond, [], stopping);

    /// <summary>
    /// Returns the results of the days and of the newest reported day, at most <see cref="MostLines"/> of each channel. The newest day is
    /// last: Grafana keeps the last frame of a channel.
    /// </summary>
    public static Task<IReadOnlyList<Measurement>> ReadReportAsync(
        NpgsqlDataSource warehouse,
        IEnumerable<DateOnly> days,
        CancellationToken stopping
    )
    {
        var begins = days.Select(day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).ToArray();
        return ReadAsync(
            warehouse,
            OfReport,
            [new() { Value = begins, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz }, new() { Value = MostLines }],
            stopping
        );
    }

    /// <summary>
    /// Returns what the run of <c>reprocess</c> found, per day and source, at most <see cref="MostLines"/>; the newest day is last.
    /// </summary>
    public static Task<IReadOnlyList<Measurement>> ReadDifferencesAsync(
        NpgsqlDataSource warehouse,
        string runId,
        CancellationToken stopping
    ) => ReadAsync(warehouse, OfReprocess, [new() { Value = runId }, new() { Value = MostLines }], stopping);

    static async Task<IReadOnlyList<Measurement>> ReadAsync(
        NpgsqlDataSource warehouse,
        IEnumerable<string> channels,
        IReadOnlyList<NpgsqlParameter> parameters,
        CancellationToken stopping
    )
    {
        var figures = new List<Measurement>();
        foreach (var name in channels)
            await ReadAsync(warehouse, name, parameters, figures, stopping);

        return figures;
    }

    // The columns say what they are: the time is "at", texts are tags, numbers are fields.
    static async Task ReadAsync(
        NpgsqlDataSource warehouse,
        string name,
        IReadOnlyList<NpgsqlParameter> parameters,
        List<Measurement> figures,
        CancellationToken stopping
    )
    {
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(LiveFigures).Assembly, $"live_{name}"));
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter.Clone());

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
