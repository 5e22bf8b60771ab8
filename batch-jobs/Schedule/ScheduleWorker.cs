using System.ComponentModel;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Analytics.BatchJobs.Schedule;

/// <summary>
/// Starts each job at its times, one run at a time, stops a run that is past its deadline, and records every run. It looks at the clock
/// once a second; one run makes up for all times that were missed.
/// </summary>
sealed class ScheduleWorker(
    IReadOnlyList<ScheduledJob> jobs,
    ScheduleSettings settings,
    NpgsqlDataSource warehouse,
    ScheduleState state,
    TimeProvider clock,
    ILogger log
) : IAsyncDisposable
{
    static readonly TimeSpan _period = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _lastWord = TimeSpan.FromSeconds(3);

    readonly ScheduleLock _lock = new(settings.Warehouse);
    readonly RunHistory _history = new(warehouse);
    readonly RunLogs _logs = new(settings.Logs);
    readonly Dictionary<string, JobRun> _running = [];
    readonly Dictionary<string, string> _results = [];
    readonly ScheduleLog _log = new(log);
    Dictionary<string, DateTimeOffset>? _last;

    /// <summary>Runs until it is stopped, or another schedule has the lock.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_period, clock);
        try
        {
            do
            {
                StopOverdue();
                try
                {
                    if (await _lock.HoldAsync(stopping) is { } holder)
                    {
                        _log.Held(holder);
                        return ExitCodes.InUse;
                    }

                    await TickAsync(stopping);
                    state.UnhealthyReason = null;
                }
                catch (Exception away) when (PostgresFailure.Explains(away) && !stopping.IsCancellationRequested)
                {
                    Report(
                        PostgresFailure
                            .Of(away, "Connect as analytics_batch, and run Analytics.Warehouse migrate after an update.")
                            .Sentence
                    );
                }
            } while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _log.Stopped(_running.Count);
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(run => StopAsync(run, "stopped with the schedule")));
        }

        return ExitCodes.Done;
    }

    public ValueTask DisposeAsync() => _lock.DisposeAsync();

    async Task TickAsync(CancellationToken stopping)
    {
        if (_last is null)
        {
            await _history.CloseOpenAsync(stopping);
            var last = await _history.LastAsync(stopping);
            foreach (var job in jobs)
                last.TryAdd(job.Name, clock.GetUtcNow()); // A job without a past has missed nothing.

            _last = last;
        }

        foreach (var job in jobs)
        {
            if (_running.TryGetValue(job.Name, out var run))
                await WatchAsync(run, stopping);

            if (!_running.ContainsKey(job.Name) && job.Times.Due(_last[job.Name], clock.GetUtcNow()) is { } time)
                await StartAsync(job, time, stopping);

            Show(job);
        }
    }

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
            await EndAsync(job, id, ExitCodes.Unavailable, "failed", $"could not be started: {error.Message}", stopping);
            return;
        }

        var late = clock.GetUtcNow() - time;
        if (late > TimeSpan.FromMinutes(1))
            ScheduleMetrics.MadeUp(job.Name);
        _log.Started(job.Name, id, time, late);
    }

    async Task WatchAsync(JobRun run, CancellationToken stopping)
    {
        if (!run.HasEnded)
            return;

        var exit = await run.Exited;
        var result =
            run.StopReason is not null ? "deadline"
            : exit == ExitCodes.Done ? "done"
            : "failed";
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
        _log.Ended(job.Name, runId, exit, message ?? result);
    }

    // Also while PostgreSQL is away. Not awaited: the other jobs go on while one ends.
    void StopOverdue()
    {
        foreach (var run in _running.Values.Where(run => run.IsOverdue))
            _ = StopAsync(run, $"stopped at its deadline of {Duration.Text(run.Job.Deadline)}");
    }

    // Records the reason first: the run records its own end, which would only say that it was stopped.
    async Task StopAsync(JobRun run, string reason)
    {
        run.StopReason = reason;
        _log.Stopping(run.Job.Name, run.Identity.Id, reason);
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

    void Show(ScheduledJob job)
    {
        var run = _running.GetValueOrDefault(job.Name);
        var next = job.Times.Next(_last![job.Name]);
        state.Set(job, run, next, _results.GetValueOrDefault(job.Name));
        ScheduleMetrics.Set(job.Name, run is not null, next);
    }

    void Report(string reason)
    {
        if (state.UnhealthyReason != reason)
            _log.NotReady(reason); // Once for each outage, not once a second.

        state.UnhealthyReason = reason;
    }
}
