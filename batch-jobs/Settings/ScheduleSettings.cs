namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of the schedule.</summary>
/// <param name="Warehouse">Npgsql connection string of the role analytics_batch.</param>
/// <param name="Submit">The script that starts a job: <c>SUBMIT [spark options] batch JOB [arguments]</c>.</param>
/// <param name="Logs">The folder of the runs' output: <c>LOGS/JOB/TIME-RUN.log</c>.</param>
sealed record ScheduleSettings(string Warehouse, string Submit, string Logs)
{
    /// <summary>The address of health and metrics; null for none.</summary>
    public string? Listen { get; init; }

    /// <summary>The Grafana that gets what earlier runs could not push; null for none.</summary>
    public GrafanaSettings? Grafana { get; init; }

    /// <summary>True to push the live figures to Grafana once a second.</summary>
    public bool LivePush { get; init; }

    /// <summary>The time between two attempts to push what Grafana has yet to get.</summary>
    public TimeSpan PushInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time that a run has to end after it was asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);
}
