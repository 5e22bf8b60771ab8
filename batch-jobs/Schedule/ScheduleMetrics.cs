using Prometheus;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The schedule as Prometheus metrics.</summary>
static class ScheduleMetrics
{
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Deadline = "deadline";

    /// <summary>
    /// A run that begins later than this after the time of its schedule is late; <c>reporting.batch_runs</c> says the same
    /// figure.
    /// </summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    static readonly Counter _runs = Metrics.CreateCounter(
        "schedule_run_ended_total",
        "Runs by job and result: done, failed, deadline.",
        "job",
        "result"
    );
    static readonly Counter _late = Metrics.CreateCounter(
        "schedule_run_late_total",
        $"Runs that began over {Late.TotalMinutes:0} minutes late.",
        "job"
    );
    static readonly Gauge _running = Metrics.CreateGauge("schedule_run_running", "1 while the job runs, else 0.", "job");
    static readonly Gauge _next = Metrics.CreateGauge("schedule_next_run_seconds", "The time of the next run; Unix time.", "job");

    /// <summary>Begins the job's series at 0: the increase of one that begins with its first run lacks that run.</summary>
    public static void Begin(string job)
    {
        foreach (var result in new[] { Done, Failed, Deadline })
            _runs.WithLabels(job, result);
        _late.WithLabels(job);
    }

    public static void Ended(string job, string result) => _runs.WithLabels(job, result).Inc();

    /// <param name="job">The job.</param>
    /// <param name="after">The time from that of its schedule to the start of the run.</param>
    public static void Started(string job, TimeSpan after)
    {
        if (after > Late)
            _late.WithLabels(job).Inc();
    }

    public static void Set(string job, bool isRunning, DateTimeOffset? next)
    {
        _running.WithLabels(job).Set(isRunning ? 1 : 0);
        _next.WithLabels(job).Set(next?.ToUnixTimeSeconds() ?? 0);
    }
}
