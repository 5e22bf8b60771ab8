using System.Globalization;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting.Processes;

namespace Analytics.BatchJobs.Schedule;

/// <summary>A run under way: a child in its own process group, which can't outlive the schedule.</summary>
sealed class JobRun : IDisposable
{
    readonly GuardedProcess _process;
    readonly TimeProvider _clock;
    readonly long _began;

    JobRun(ScheduledJob job, RunIdentity identity, GuardedProcess process, TimeProvider clock)
    {
        (Job, Identity, _process, _clock) = (job, identity, process, clock);
        _began = clock.GetTimestamp();
    }

    public ScheduledJob Job { get; }
    public RunIdentity Identity { get; }
    public int Pid => _process.Pid;
    public bool HasEnded => _process.Exited.IsCompleted;
    public TimeSpan Elapsed => _clock.GetElapsedTime(_began);

    /// <summary>Why the schedule stopped the run; null when it did not.</summary>
    public string? StopReason { get; set; }

    /// <summary>True when the run is to be stopped for its time.</summary>
    public bool IsOverdue => StopReason is null && Elapsed > Job.Deadline;

    /// <summary>Completes with the exit code when the child and its descendants are gone.</summary>
    public Task<int> Exited => _process.Exited;

    public static async Task<JobRun> StartAsync(ScheduledJob job, RunIdentity identity, ScheduleSettings settings, TimeProvider clock)
    {
        var spec = new ProcessSpec(job.Name, [settings.Submit, .. job.Spark, "batch", job.Name, .. job.Arguments], identity.LogFile!)
        {
            Grace = settings.Grace,
            KeepsUmask = true, // A lake may be shared with a group.
            Environment = new Dictionary<string, string>
            {
                [RunIdentity.IdVariable] = identity.Id,
                [RunIdentity.ScheduledForVariable] = identity.ScheduledFor!.Value.UtcDateTime.ToString(
                    UtcTime.Format,
                    CultureInfo.InvariantCulture
                ),
                [RunIdentity.LogFileVariable] = identity.LogFile!,
            },
        };
        return new JobRun(job, identity, await GuardedProcess.StartAsync(spec), clock);
    }

    /// <summary>Asks the child to end; after the grace its whole group is killed.</summary>
    public Task<int> StopAsync() => _process.StopAsync();

    public void Dispose() => _process.Dispose();
}
