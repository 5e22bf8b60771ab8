using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Erasure;

/// <summary>Days whose sums count a person's rows and that <c>reprocess</c> takes: lake and warehouse keep them.</summary>
/// <param name="Days">The days, ascending.</param>
/// <param name="Ranges">The first and last days of runs of <c>reprocess</c> that take them all, and no day that it refuses.</param>
sealed record DaysToReprocess(IReadOnlyList<DateOnly> Days, IReadOnlyList<(DateOnly From, DateOnly To)> Ranges)
{
    /// <param name="warehouse">The warehouse, which knows what is kept.</param>
    /// <param name="counted">The days whose sums count the person.</param>
    /// <param name="source">The only source; null for every one.</param>
    /// <param name="stopping">Ends the query.</param>
    public static async Task<DaysToReprocess> OfAsync(
        NpgsqlDataSource warehouse,
        IEnumerable<DateOnly> counted,
        string? source,
        CancellationToken stopping
    )
    {
        var days = new SortedSet<DateOnly>(counted);
        if (days.Count == 0)
            return new([], []);

        var kept = await KeptAsync(warehouse, days.Min, days.Max, source, stopping);
        var ranges = new List<(DateOnly From, DateOnly To)>();
        foreach (var day in days.Where(kept.Contains))
        {
            if (ranges.Count > 0 && Enumerable.Range(ranges[^1].To.DayNumber, day.DayNumber - ranges[^1].To.DayNumber).All(IsKept))
                ranges[^1] = (ranges[^1].From, day);
            else
                ranges.Add((day, day));
        }

        return new([.. days.Where(kept.Contains)], ranges);

        bool IsKept(int number) => kept.Contains(DateOnly.FromDayNumber(number));
    }

    static async Task<HashSet<DateOnly>> KeptAsync(
        NpgsqlDataSource warehouse,
        DateOnly from,
        DateOnly to,
        string? source,
        CancellationToken stopping
    )
    {
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(DaysToReprocess).Assembly, "days_to_reprocess"));
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = (object?)source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var kept = new HashSet<DateOnly>();
        while (await reader.ReadAsync(stopping))
            kept.Add(reader.GetFieldValue<DateOnly>(0));

        return kept;
    }
}
