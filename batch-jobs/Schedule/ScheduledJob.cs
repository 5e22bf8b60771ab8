namespace Analytics.BatchJobs.Schedule;

/// <summary>A job of the schedule's file.</summary>
/// <param name="Name">The job on the command line; it is in the file once, since its last run is found by its name.</param>
/// <param name="Text">The cron expression and the zone, for people.</param>
/// <param name="Times">When it runs.</param>
sealed record ScheduledJob(string Name, string Text, Timetable Times)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Spark's options, before the job on the command line of spark-submit.sh.</summary>
    public IReadOnlyList<string> Spark { get; init; } = [];

    /// <summary>A run that lasts longer is stopped.</summary>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>The number of runs whose output is kept.</summary>
    public int KeptLogs { get; init; } = DefaultKeptLogs;

    public const int DefaultKeptLogs = 30;

    public static TimeSpan DefaultDeadline { get; } = TimeSpan.FromHours(6);
}
