using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
using Analytics.Collector.Spool;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Analytics.Collector.Settings.Dangers;

/// <summary>Says at start, a line each, which settings may hurt and what to do; and once later, when requests show one.</summary>
sealed partial class DangerLog(
    KafkaOptions kafka,
    SpoolOptions spool,
    KeysOptions keys,
    KeyStoreOptions store,
    LimitsOptions limits,
    GatewayOptions gateway,
    IServer server,
    ILogger<DangerLog> log
) : IHostedLifecycleService
{
    int _forwardedSeen;

    /// <summary>Only now the addresses are known.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var danger in All(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []))
            Log(danger);

        return Task.CompletedTask;
    }

    /// <summary>A request says that it was forwarded, and no proxy is believed.</summary>
    public void ForwardedByNobody()
    {
        if (Interlocked.Exchange(ref _forwardedSeen, 1) == 0)
        {
            Log(
                new(
                    "Gateway:Proxies",
                    "requests carry X-Forwarded-For, but no proxy is believed: every event gets the gateway's address as its client's",
                    "name the gateway's addresses, or have it remove the header"
                )
            );
        }
    }

    IEnumerable<Danger> All(IEnumerable<string> addresses) =>
        [
            .. KafkaDangers.Of(kafka),
            .. SpoolDangers.Of(spool),
            .. KeyDangers.Of(keys),
            .. KeyStoreDangers.Of(store),
            .. LimitDangers.Of(limits),
            .. NetworkDangers.Of(gateway),
            .. NetworkDangers.Of(addresses),
        ];

    void Log(Danger danger) => LogDangerous(danger.Setting, danger.What, danger.Do);

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.setting.dangerous: {Setting}: {What}; {Do}.")]
    partial void LogDangerous(string setting, string what, string @do);

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

static class DangersSetup
{
    public static void AddDangers(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<DangerLog>().AddHostedService(services => services.GetRequiredService<DangerLog>());

    /// <summary>Looks at requests only where no proxy is believed.</summary>
    public static void UseDangers(this WebApplication app)
    {
        if (app.Services.GetRequiredService<GatewayOptions>().Proxies.Length > 0)
            return;

        var dangers = app.Services.GetRequiredService<DangerLog>();
        app.Use(
            (context, next) =>
            {
                if (context.Request.Headers.ContainsKey("X-Forwarded-For"))
                    dangers.ForwardedByNobody();

                return next(context);
            }
        );
    }
}
