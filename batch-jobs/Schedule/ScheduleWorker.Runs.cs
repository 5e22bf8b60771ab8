using System.ComponentModel;
using Analytics.BatchJobs.Runs;
using Analytics.Hosting;
using Microsoft.Extensions.Logging;

namespace Analytics.BatchJobs.Schedule;

/// <content>Starts, watches and stops the runs.</content>
sealed partial class ScheduleWorker
{
    static readonly TimeSpan _lastWord = TimeSpan.FromSeconds(3);

    async Task StartAsync(ScheduledJob job, DateTimeOffset time, CancellationToken stopping)
    {
        var id = RunIdentity.New().Id;
        var identity = new RunIdentity(id, time, _logs.PathOf(job.Name, id, time));
        await _history.BeginAsync(job.Name, identity, stopping);
        _last![job.Name] = time;
        try
        {
            _running[job.Name] = await JobRun.StartAsync(job, identity, settings, clock);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException)
        {
            await EndAsync(job, id, ExitCodes.Unavailable, ScheduleMetrics.Failed, $"could not be started: {error.Message}", stopping);
            return;
        }

        var late = clock.GetUtcNow() - time;
        ScheduleMetrics.Started(job.Name, late);
        LogStarted(job.Name, id, time, late);
    }

    async Task WatchAsync(JobRun run, CancellationToken stopping)
    {
        if (!run.HasEnded)
            return;

        var exit = await run.Exited;
        var result =
            run.StopReason is not null ? ScheduleMetrics.Deadline
            : exit == ExitCodes.Done ? ScheduleMetrics.Done
            : ScheduleMetrics.Failed;
        await EndAsync(run.Job, run.Identity.Id, exit, result, null, stopping);
        _running.Remove(run.Job.Name);
        run.Dispose();
        _logs.Prune(run.Job.Name, run.Job.KeptLogs);
    }

    async Task EndAsync(ScheduledJob job, string runId, int exit, string result, string? message, CancellationToken stopping)
    {
        await _history.EndAsync(runId, exit, message, stopping);
        ScheduleMetrics.Ended(job.Name, result);
        _results[job.Name] = $"{result}, exit {exit}, run:{runId}";
        LogEnded(job.Name, runId, exit, message ?? result);
    }

    // Runs also while PostgreSQL is away. It does not await the stops, so that the other jobs go on.
    void StopOverdue()
    {
        foreach (var run in _running.Values.Where(run => run.IsOverdue))
            _ = StopAsync(run, $"stopped at its deadline of {Duration.Text(run.Job.Deadline)}");
    }

    // Records the reason first: the run records its own end, which would only say that it was stopped.
    async Task StopAsync(JobRun run, string reason)
    {
        run.StopReason = reason;
        LogStoppingRun(run.Job.Name, run.Identity.Id, reason);
        using var limit = new CancellationTokenSource(_lastWord);
        try
        {
            await _history.EndAsync(run.Identity.Id, ExitCodes.Failed, reason, limit.Token);
        }
        catch (Exception away) when (PostgresFailure.Explains(away) || away is OperationCanceledException)
        {
            Report($"the end of run:{run.Identity.Id} is not recorded: {away.Message}");
        }

        await run.StopAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.run.started: {Job} run:{Run}, for {Time:u}, {Late} late")]
    partial void LogStarted(string job, string run, DateTimeOffset time, TimeSpan late);

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.run.ended: {Job} run:{Run}, exit {Exit}: {Message}")]
    partial void LogEnded(string job, string run, int exit, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "schedule.run.stopping: {Job} run:{Run}: {Reason}")]
    partial void LogStoppingRun(string job, string run, string reason);
}
