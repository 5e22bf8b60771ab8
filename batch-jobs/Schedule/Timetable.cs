using Cronos;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The times of a job: a cron expression in a time zone, with the zone's changes of the clock.</summary>
sealed record Timetable(CronExpression Cron, TimeZoneInfo Zone)
{
    static readonly TimeSpan _firstWindow = TimeSpan.FromMinutes(1);

    /// <summary>Returns the first time after the given one; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => Cron.GetNextOccurrence(after, Zone)?.ToUniversalTime();

    /// <summary>
    /// Returns the latest time after <paramref name="after"/> and up to <paramref name="now"/>: times that were missed get one late run.
    /// </summary>
    /// <returns>Null when no time has come.</returns>
    public DateTimeOffset? Due(DateTimeOffset after, DateTimeOffset now)
    {
        if (Next(after) is not { } first || first > now)
            return null;

        // Looks back in windows that double: a year of seconds is not counted one by one.
        for (var window = _firstWindow; ; window *= 2)
        {
            var begin = now - after > window ? now - window : after;
            DateTimeOffset? latest = null;
            for (var time = Next(begin); time <= now; time = Next(time.Value))
                latest = time;

            if (latest is not null)
                return latest;
        }
    }
}
