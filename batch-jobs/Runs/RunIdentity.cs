using System.Globalization;

namespace Analytics.BatchJobs.Runs;

/// <summary>The identity of a run. The schedule passes it to the runs that it starts by the environment.</summary>
/// <param name="Id">The id in every line, in warehouse.batch_runs and in Grafana's annotations.</param>
/// <param name="ScheduledFor">The time of the schedule; null for a run by hand.</param>
/// <param name="LogFile">The file that keeps the run's output; null when it is not kept.</param>
sealed record RunIdentity(string Id, DateTimeOffset? ScheduledFor = null, string? LogFile = null)
{
    public const string IdVariable = "ANALYTICS_RUN_ID";
    public const string ScheduledForVariable = "ANALYTICS_RUN_SCHEDULED_FOR";
    public const string LogFileVariable = "ANALYTICS_RUN_LOG";

    public static RunIdentity New() => new(Guid.NewGuid().ToString("N")[..8]);

    public static RunIdentity FromEnvironment() =>
        Environment.GetEnvironmentVariable(IdVariable) is { Length: > 0 } id
            ? new(
                id,
                DateTimeOffset.TryParse(
                    Environment.GetEnvironmentVariable(ScheduledForVariable),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
                    ? time
                    : null,
                Environment.GetEnvironmentVariable(LogFileVariable)
            )
            : New();
}
