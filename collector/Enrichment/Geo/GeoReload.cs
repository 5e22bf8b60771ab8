namespace Analytics.Collector.Enrichment.Geo;

/// <summary>Checks regularly whether the database file has changed, and loads it.</summary>
sealed partial class GeoReload(GeoOptions options, GeoDatabase database, TimeProvider clock, ILogger<GeoReload> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsWanted)
            return;

        using var timer = new PeriodicTimer(options.ReloadInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (database.IsCurrent)
                continue;

            if (database.Reload() is { } why)
                LogUnreadable(why);
            else
                LogReloaded();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.geo.reloaded: the new database is in use")]
    partial void LogReloaded();

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.geo.unreadable: the last good database stays in use: {Why}")]
    partial void LogUnreadable(string why);
}
