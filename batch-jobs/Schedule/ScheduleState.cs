using System.Globalization;
using Analytics.Hosting.Web;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The schedule's current state, for its health endpoint. The worker writes it, requests read it.</summary>
sealed class ScheduleState(IReadOnlyList<ScheduledJob> jobs)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, string> _lines = jobs.ToDictionary(job => job.Name, job => $"{job.Name}: {job.Text}");
    string? _reason = "the schedule starts";

    /// <summary>Why no run can start now; null when runs start.</summary>
    public string? UnhealthyReason
    {
        get
        {
            lock (_gate)
                return _reason;
        }
        set
        {
            lock (_gate)
                _reason = value;
        }
    }

    /// <summary>The answer of <c>/health/ready</c>, with a line for each job.</summary>
    public HealthAnswer Answer
    {
        get
        {
            lock (_gate)
                return new(_reason, [.. _lines.Values]);
        }
    }

    public void Set(ScheduledJob job, JobRun? run, DateTimeOffset? next, string? lastResult)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{job.Name}: {(run is null ? "waits" : $"runs, run:{run.Identity.Id}")}, next {next?.UtcDateTime:yyyy-MM-dd HH:mm:ss} "
                + $"UTC, last {lastResult ?? "unknown"}"
        );
        lock (_gate)
            _lines[job.Name] = text;
    }
}
