namespace Analytics.BatchJobs.Settings;

/// <summary>What a run of a batch job needs to know. Where each comes from: <see cref="BatchCommand"/>.</summary>
/// <param name="Lake">The lake's root: a local folder or a Hadoop URI.</param>
/// <param name="Warehouse">Npgsql connection string of the role analytics_batch; null leaves the warehouse out.</param>
/// <param name="Retention">How long files that no table refers to any more are kept.</param>
/// <param name="DryRun">Say what would be done, and change nothing.</param>
sealed record BatchSettings(string Lake, string? Warehouse, TimeSpan Retention, bool DryRun);
