namespace Analytics.Collector.Settings;

/// <summary>Logs one line at start for each risky setting, with what to do.</summary>
sealed partial class ConfigurationWarningLog(IEnumerable<WarningSource> sources, ILogger<ConfigurationWarningLog> log)
    : IHostedLifecycleService
{
    /// <summary>Logs after the server has started, because the addresses are known only then.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in sources.SelectMany(source => source()))
            Log(warning);

        return Task.CompletedTask;
    }

    public void Log(ConfigurationWarning warning) => LogRisky(warning.Setting, warning.What, warning.Do);

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.setting.risky: {Setting}: {What}; {Do}.")]
    partial void LogRisky(string setting, string what, string @do);

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

static class ConfigurationWarningsSetup
{
    public static void AddConfigurationWarnings(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<ConfigurationWarningLog>()
            .AddHostedService(services => services.GetRequiredService<ConfigurationWarningLog>());
}
