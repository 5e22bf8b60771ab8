using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The options that several jobs share; each job adds those that it uses.</summary>
static class SharedOptions
{
    public static EnvironmentOption Lake { get; } =
        EnvironmentOption.Required(
            "--lake",
            "ANALYTICS_LAKE",
            "The lake's root: a local folder or a Hadoop URI (s3a://, hdfs://, abfss://)."
        );

    public static EnvironmentOption Warehouse { get; } =
        EnvironmentOption.Required(
            "--warehouse",
            "ANALYTICS_WAREHOUSE",
            "Npgsql connection string of the role analytics_batch. Prefer the environment: a command line can be read by others.",
            WarehouseAddress.Check
        );

    public static EnvironmentOption OptionalWarehouse { get; } =
        EnvironmentOption.Optional(
            "--warehouse",
            "ANALYTICS_WAREHOUSE",
            "Npgsql connection string of the role analytics_batch. Without one the job skips the warehouse.",
            WarehouseAddress.Check
        );

    public static TimeOption Wait { get; } =
        Options.Time(
            "--wait",
            TimeSpan.FromMinutes(10),
            TimeSpan.Zero,
            TimeSpan.FromDays(1),
            "The longest of each wait: until the lake holds what the live numbers count, and for a run of another job of reprocess, "
                + "report, replay, erase and compact."
        );

    /// <summary>A run without it is a dry run.</summary>
    public static Option<bool> Yes { get; } = new("--yes") { Description = "Make the changes. Without it they are only printed." };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Print the changes without making them." };

    /// <summary>Refuses --yes together with --dry-run.</summary>
    public static void RefuseBoth(CommandResult command)
    {
        if (command.GetValue(Yes) && command.GetValue(DryRun))
            command.AddError("--dry-run changes nothing, --yes makes the changes: give one of them.");
    }
}
