using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.SparkJobs.Settings;

/// <summary>The options of the command line that are durations.</summary>
static class JobTimes
{
    public static Option<TimeSpan> Trigger { get; } =
        Options.Time(
            "--trigger",
            TimeSpan.FromMilliseconds(100),
            TimeSpan.Zero,
            TimeSpan.FromMinutes(1),
            "The interval between live batches."
        );

    public static Option<TimeSpan> LakeTrigger { get; } =
        Options.Time(
            "--lake-trigger",
            TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromHours(1),
            "The interval between lake commits."
        );

    public static Option<TimeSpan> FetchMaxWait { get; } =
        Options.Time(
            "--fetch-max-wait",
            TimeSpan.Zero,
            TimeSpan.Zero,
            TimeSpan.FromSeconds(10),
            "How long Kafka may delay an empty answer to a fetch: Spark's next request waits for it. Kafka's default is 500ms."
        );

    public static Option<string?> FetchWaitMs { get; } = Options.Renamed("--fetch-wait-ms", "--fetch-max-wait 500ms");
}
