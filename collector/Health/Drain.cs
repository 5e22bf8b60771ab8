using System.Runtime.InteropServices;
using Analytics.Collector.Settings;
using Microsoft.Extensions.Options;

namespace Analytics.Collector.Health;

/// <summary>
/// Ends the process in order after SIGTERM: readiness fails at once, serving continues for a while, then requests in flight finish and the
/// process ends. A second signal ends the waiting.
/// </summary>
sealed partial class Drain(IHostApplicationLifetime lifetime, DrainOptions options, TimeProvider clock, ILogger<Drain> log)
    : IHostLifetime,
        IDisposable
{
    readonly List<PosixSignalRegistration> _signals = [];
    int _started;

    public bool HasStarted => Volatile.Read(ref _started) == 1;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _started, 1) == 1)
        {
            lifetime.StopApplication();
            return;
        }

        LogStarted(options.ShutdownDelay);
        _ = StopLaterAsync();
    }

    async Task StopLaterAsync()
    {
        await Task.Delay(options.ShutdownDelay, clock);
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.drain.started: serving for another {Delay}")]
    partial void LogStarted(TimeSpan delay);
}

static class DrainSetup
{
    public static void AddDrain(this WebApplicationBuilder builder)
    {
        builder.AddSection<DrainOptions>(DrainOptions.Section);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<IHostLifetime>(services => services.GetRequiredService<Drain>());
        builder.Services.AddSingleton<IConfigureOptions<HostOptions>>(services => new ConfigureOptions<HostOptions>(host =>
            host.ShutdownTimeout = services.GetRequiredService<DrainOptions>().ShutdownTimeout
        ));
    }
}
