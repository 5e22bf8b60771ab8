using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Spool;

static class SpoolSetup
{
    /// <summary>The lock file, which ensures that only one collector uses the folder.</summary>
    const string Lock = "lock";

    public static void AddSpool(this WebApplicationBuilder builder)
    {
        var options = builder.AddSection<SpoolOptions>(SpoolOptions.Section);
        builder.AddErrors(options.Validate(builder.Section<KafkaOptions>()));
        builder.AddWarnings(() => SpoolWarnings.Of(options));
        builder.AddMetrics(typeof(SpoolMetrics));
        if (!options.IsOn)
            return;

        var services = builder.Services;
        services.AddSingleton<ISpoolDisk>(new SpoolDisk(options.Folder));
        services.AddSingleton<RecoveredEvents>();
        services.AddSingleton(provider =>
        {
            var recovered = provider.GetRequiredService<RecoveredEvents>();
            var log = ActivatorUtilities.CreateInstance<SpoolRecovery>(provider, options.SegmentBytes).Open(recovered.Add);
            provider.GetRequiredService<RecentIdsLoader>().SpoolBegan = recovered.Oldest;
            return log;
        });
        services.AddSingleton<DirectAttempts>();
        services.AddSingleton<RefusedEvents>();
        services.AddSingleton<SpoolWriter>();
    }

    /// <summary>
    /// Takes the spool's folder for this process. Returns false when it can't: standard error then gives the reason, and the process ends
    /// with that exit code.
    /// </summary>
    public static bool TryTakeSpoolFolder(this WebApplicationBuilder builder, out int exitCode)
    {
        exitCode = 0;
        var options = builder.Section<SpoolOptions>();
        if (!options.IsOn)
            return true;

        try
        {
            PrivateFolder.Create(options.Folder);
            if (FileLock.TryTake(Path.Combine(options.Folder, Lock)) is { } taken)
            {
                builder.Services.AddSingleton(taken);
                return true;
            }

            Console.Error.WriteLine($"Spool:Folder: another collector uses {Path.GetFullPath(options.Folder)}; give each its own.");
            exitCode = ExitCodes.InUse;
        }
        catch (Exception refused) when (SpoolLog.IsRefusal(refused))
        {
            Console.Error.WriteLine($"Spool:Folder: {refused.Message} Spool:MaxMegabytes=0 turns the spool off.");
            exitCode = ExitCodes.Unavailable;
        }

        return false;
    }
}
