using Analytics.Collector.Duplicates;
using Analytics.Collector.Kafka;
using Analytics.Collector.Settings;

namespace Analytics.Collector.Spool;

static class SpoolSetup
{
    /// <summary>False when the spool's folder can't be had: standard error then says why, and the process ends with that code.</summary>
    public static bool TryAddSpool(this WebApplicationBuilder builder, out int exitCode)
    {
        exitCode = 0;
        var options = builder.Setting<SpoolOptions>();
        if (!options.IsOn)
        {
            builder.AddPath(_ => null, _ => null);
            return true;
        }

        try
        {
            if (SpoolLock.TryTake(options.Folder) is { } taken)
            {
                builder.AddSpool(options, taken);
                return true;
            }

            Console.Error.WriteLine($"Spool:Folder: another collector uses {Path.GetFullPath(options.Folder)}; give each its own.");
            exitCode = ExitCodes.InUse;
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            Console.Error.WriteLine($"Spool:Folder: {refused.Message} Spool:MaxMegabytes=0 turns the spool off.");
            exitCode = ExitCodes.Usage;
        }

        return false;
    }

    static void AddSpool(this WebApplicationBuilder builder, SpoolOptions options, SpoolLock taken)
    {
        var services = builder.Services;
        services.AddSingleton(taken);
        services.AddSingleton<ISpoolDisk>(new SpoolDisk(options.Folder));
        services.AddSingleton(provider =>
            new SpoolRecovery(
                provider.GetRequiredService<ISpoolDisk>(),
                options.SegmentBytes,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SpoolLog>>()
            ).Open(provider.GetRequiredService<RecoveredEvents>().Add)
        );
        services.AddSingleton<DirectAttempts>();
        services.AddSingleton<RefusedEvents>();
        services.AddSingleton<SpoolWriter>();
        services.AddSingleton<SpoolDrain>();
        builder.AddPath(
            provider => provider.GetRequiredService<SpoolWriter>(),
            provider => new SpoolParts(
                provider.GetRequiredService<SpoolLog>(),
                provider.GetRequiredService<SpoolWriter>(),
                provider.GetRequiredService<SpoolDrain>()
            )
        );
    }

    /// <summary>What is there with and without a spool.</summary>
    static void AddPath(
        this WebApplicationBuilder builder,
        Func<IServiceProvider, SpoolWriter?> writer,
        Func<IServiceProvider, SpoolParts?> parts
    )
    {
        builder.Services.AddSingleton(provider => new EventPath(
            provider.GetRequiredService<EventPublisher>(),
            writer(provider),
            provider.GetRequiredService<SpoolOptions>(),
            provider.GetRequiredService<KafkaOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventPath>>()
        ));
        builder.Services.AddSingleton(provider => new SpoolHealth(
            provider.GetRequiredService<KafkaState>(),
            provider.GetRequiredService<EventPath>(),
            writer(provider)
        ));
        builder.Services.AddHostedService(provider => new SpoolRun(
            provider.GetRequiredService<EventPath>(),
            provider.GetRequiredService<EventPublisher>(),
            provider.GetRequiredService<KafkaState>(),
            provider.GetRequiredService<TimeProvider>(),
            parts(provider)
        ));
    }
}
