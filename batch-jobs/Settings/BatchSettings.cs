namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of a run of a batch job. <see cref="BatchCommand"/> names the source of each.</summary>
/// <param name="Lake">The lake's root: a local folder or a Hadoop URI.</param>
/// <param name="Warehouse">Npgsql connection string of the role analytics_batch; null skips the warehouse.</param>
/// <param name="Retention">The time for which files are kept after no table refers to them.</param>
/// <param name="DryRun">True to print the changes without making them.</param>
sealed record BatchSettings(string Lake, string? Warehouse, TimeSpan Retention, bool DryRun);
