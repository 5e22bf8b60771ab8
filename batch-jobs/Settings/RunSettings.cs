using Analytics.Contracts;
using Analytics.Transforms;

namespace Analytics.BatchJobs.Settings;

/// <summary>The settings that every run of a batch job has.</summary>
/// <param name="Lake">The lake; null for a job that does not use it.</param>
/// <param name="Warehouse">Npgsql connection string of the role analytics_batch; null skips the warehouse.</param>
/// <param name="DryRun">True to print the changes without making them.</param>
sealed record RunSettings(LakeFolder? Lake, string? Warehouse, bool DryRun)
{
    /// <summary>The options of the command line without secrets and personal data, for the record of the run.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>The goals, whose events count as conversions.</summary>
    public Goals Goals { get; init; } = Goals.Embedded;

    /// <summary>The properties whose values are counted.</summary>
    public PropertyDimensions Properties { get; init; } = PropertyDimensions.None;

    /// <summary>The Grafana that gets the run's annotation; null for none.</summary>
    public GrafanaSettings? Grafana { get; init; }
}
