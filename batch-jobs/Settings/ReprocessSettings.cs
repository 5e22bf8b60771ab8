namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of a run of reprocess. <see cref="ReprocessOptions"/> names the option of each.</summary>
/// <param name="From">The first UTC day.</param>
/// <param name="To">The last UTC day.</param>
/// <param name="Source">The only source; null for all.</param>
/// <param name="Wait">The longest wait for the lake.</param>
sealed record ReprocessSettings(DateOnly From, DateOnly To, string? Source, TimeSpan Wait)
{
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);
}
