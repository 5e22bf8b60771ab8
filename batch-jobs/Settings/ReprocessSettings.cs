namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of a run of reprocess.</summary>
/// <param name="From">The first UTC day.</param>
/// <param name="To">The last UTC day.</param>
/// <param name="Source">The only source; null for all.</param>
/// <param name="Wait">The longest wait for another job that has the lock, and then at each day for the lake.</param>
sealed record ReprocessSettings(DateOnly From, DateOnly To, string? Source, TimeSpan Wait)
{
    /// <summary>The most changed rows of one transaction: merges wait for it, about a second.</summary>
    public const int UsualRowsPerPart = 20_000;

    /// <inheritdoc cref="UsualRowsPerPart"/>
    public int RowsPerPart { get; init; } = UsualRowsPerPart;

    /// <summary>True where the days were not named: those that the lake no longer keeps are left out instead of refused.</summary>
    public bool IsRelative { get; init; }

    /// <summary>The most days beside these that no run has compared since they closed.</summary>
    public int MostUnchecked { get; init; }

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);
}
