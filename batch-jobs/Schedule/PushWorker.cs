using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Analytics.BatchJobs.Schedule;

/// <summary>
/// Pushes to Grafana beside the jobs: the live figures once a second, and what earlier runs could not push every 30 seconds.
/// </summary>
sealed partial class PushWorker(ScheduleSettings settings, NpgsqlDataSource warehouse, TimeProvider clock, ILogger log)
{
    static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    long? _ticked;

    /// <summary>Runs until it is stopped; a Grafana or a warehouse that is away is reported and asked again.</summary>
    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(
            RepeatAsync(settings.PushInterval, WatchAsync, stopping),
            settings is { LivePush: true, Grafana: { } grafana }
                ? RepeatAsync(_second, new GrafanaClient(grafana, clock), TickAsync, stopping)
                : Task.CompletedTask
        );

    async Task<string?> TickAsync(GrafanaClient grafana, CancellationToken stopping)
    {
        var figures = await LiveFigures.ReadAsync(warehouse, stopping);
        var result = await grafana.PushLiveAsync(figures.Select(LineProtocol.Write), stopping);
        PushMetrics.Ticked(result.IsDone);
        if (result.IsDone)
            _ticked = clock.GetTimestamp();
        if (_ticked is { } last)
            PushMetrics.Age("tick", clock.GetElapsedTime(last));

        return result.Reason;
    }

    async Task<string?> WatchAsync(CancellationToken stopping)
    {
        string? reason = null;
        if (settings.Grafana is { } target)
        {
            using var grafana = new GrafanaClient(target, clock);
            reason = (await new PushQueue(warehouse).PushAsync(grafana, stopping)).Reason;
        }

        await using var ages = warehouse.CreateCommand(EmbeddedText.Read(typeof(PushWorker).Assembly, "push_ages"));
        await using var reader = await ages.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
        {
            if (!reader.IsDBNull(1))
                PushMetrics.Age(reader.GetString(0), TimeSpan.FromMilliseconds(reader.GetDouble(1)));
            PushMetrics.Waiting(reader.GetString(0), reader.GetInt64(2));
        }

        return reason;
    }

    async Task RepeatAsync(
        TimeSpan period,
        GrafanaClient grafana,
        Func<GrafanaClient, CancellationToken, Task<string?>> work,
        CancellationToken stopping
    )
    {
        using (grafana)
            await RepeatAsync(period, token => work(grafana, token), stopping);
    }

    /// <param name="work">Returns why it failed, or null.</param>
    async Task RepeatAsync(TimeSpan period, Func<CancellationToken, Task<string?>> work, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, clock);
        string? trouble = null;
        try
        {
            do
            {
                string? reason;
                try
                {
                    reason = await work(stopping);
                }
                catch (Exception away) when (!stopping.IsCancellationRequested)
                {
                    reason = away.Message;
                }

                if (reason is not null && trouble is null)
                    LogFailed(reason); // Logs once for each outage.
                else if (reason is null && trouble is not null)
                    LogResumed();

                trouble = reason;
            } while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "schedule.push.failed: {Reason}")]
    partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.push.resumed: pushes succeed again")]
    partial void LogResumed();
}
