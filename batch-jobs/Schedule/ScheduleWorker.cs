using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Analytics.BatchJobs.Schedule;

/// <summary>
/// Starts each job at its times, one run at a time, stops a run that is past its deadline, and records every run. It looks at the clock
/// once a second; times that were missed get one late run together, and a run that ended with its schedule is started again once.
/// </summary>
sealed partial class ScheduleWorker(
    IReadOnlyList<ScheduledJob> jobs,
    ScheduleSettings settings,
    NpgsqlDataSource warehouse,
    ScheduleState state,
    TimeProvider clock,
    ILogger log
) : IAsyncDisposable
{
    static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    /// <summary>A clock that was further ahead when a job ran does not keep the job waiting until that time.</summary>
    static readonly TimeSpan _ahead = TimeSpan.FromDays(1);

    readonly ScheduleLock _lock = new(settings.Warehouse);
    readonly RunHistory _history = new(warehouse);
    readonly RunLogs _logs = new(settings.Logs);
    readonly Dictionary<string, JobRun> _running = [];
    readonly Dictionary<string, string> _results = [];
    Dictionary<string, DateTimeOffset>? _last;

    /// <summary>Runs until it is stopped, or another schedule has the lock.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        foreach (var job in jobs)
            ScheduleMetrics.Begin(job.Name);

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
                        LogHeld(holder);
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
            LogStopping(_running.Count);
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(run => StopAsync(run, RunHistory.StoppedWithSchedule)));
        }

        return ExitCodes.Done;
    }

    public ValueTask DisposeAsync() => _lock.DisposeAsync();

    async Task TickAsync(CancellationToken stopping)
    {
        if (_last is null)
        {
            foreach (var job in await _history.CloseOpenAsync(stopping))
                ScheduleMetrics.Ended(job, ScheduleMetrics.Failed);

            var last = await _history.LastAsync(clock.GetUtcNow() + _ahead, stopping);
            foreach (var job in jobs)
                last.TryAdd(job.Name, clock.GetUtcNow()); // A job without a past has missed nothing.

            _last = last;
        }

        foreach (var job in jobs)
        {
            if (_running.TryGetValue(job.Name, out var run))
                await WatchAsync(run, stopping);

            if (_last[job.Name] > clock.GetUtcNow() + _ahead)
                _last[job.Name] = clock.GetUtcNow();

            if (!_running.ContainsKey(job.Name) && job.Times.Due(_last[job.Name], clock.GetUtcNow()) is { } time)
                await StartAsync(job, time, stopping);

            Show(job);
        }
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
            LogNotReady(reason); // Logs once for each outage, not once a second.

        state.UnhealthyReason = reason;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "schedule.worker.not_ready: {Reason}")]
    partial void LogNotReady(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "schedule.worker.refused: another schedule runs: {Holder}")]
    partial void LogHeld(string holder);

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.worker.stopping: runs under way: {Runs}")]
    partial void LogStopping(int runs);
}
