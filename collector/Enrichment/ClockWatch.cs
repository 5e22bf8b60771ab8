namespace Analytics.Collector.Enrichment;

/// <summary>
/// Reports jumps of the machine's clock: it decides the receive time of every event, and no event can tell afterwards that it was wrong.
/// </summary>
sealed partial class ClockWatch(BrokerClock brokers, TimeProvider clock, ILogger<ClockWatch> log) : BackgroundService
{
    static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    // Smaller changes come from NTP or a leap second, and are ignored.
    static readonly TimeSpan _least = TimeSpan.FromSeconds(2);

    (DateTimeOffset Time, long Elapsed) _last = (clock.GetUtcNow(), clock.GetTimestamp());

    /// <summary>Compares the clock with the time that has really passed since the last look.</summary>
    /// <returns>How far the clock has jumped, forward or back; null when it has not.</returns>
    public TimeSpan? Look()
    {
        // The clock is read between two readings of the elapsed time, so that a pause of the process is no jump.
        var before = clock.GetTimestamp();
        var time = clock.GetUtcNow();
        var elapsed = clock.GetTimestamp();
        if (clock.GetElapsedTime(before, elapsed) >= _least)
            return null;

        var jump = time - _last.Time - clock.GetElapsedTime(_last.Elapsed, elapsed);
        _last = (time, elapsed);
        if (jump.Duration() < _least)
            return null;

        brokers.Forget();
        ClockMetrics.Jumped();
        LogJumped(jump.TotalSeconds, time);
        return jump;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
            brokers.Report();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.clock.jumped: the clock was set by {Seconds:0.0} s, to {Time:O}; events are received at the new time"
    )]
    partial void LogJumped(double seconds, DateTimeOffset time);
}
