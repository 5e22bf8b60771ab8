using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Contracts;
using Analytics.Hosting;

namespace Analytics.SparkJobs.Settings;

/// <summary>The options of the application.</summary>
static class JobOptions
{
    static readonly string[] _known =
    [
        QueryNames.LiveMetrics,
        QueryNames.RejectedCounts,
        QueryNames.Sessions,
        QueryNames.HistoricalMetrics,
        QueryNames.LakeArchive,
    ];

    public static Argument<IReadOnlyList<string>> Job { get; } =
        new("job")
        {
            Description = $"all, or one or more of {string.Join(", ", _known)}, separated by commas.",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = ReadJobs,
        };

    public static EnvironmentOption Kafka { get; } =
        EnvironmentOption.Required("--kafka", "ANALYTICS_KAFKA", "Kafka's bootstrap servers, host:port[,host:port].");
    public static EnvironmentOption KafkaClient { get; } =
        EnvironmentOption.Optional(
            "--kafka-client",
            KafkaClientFile.Variable,
            "A file with the settings of a secured Kafka, one name=value a line; see deploy/kafka/README.md.",
            KafkaClientFile.Check
        );
    public static EnvironmentOption Warehouse { get; } =
        EnvironmentOption.Required(
            "--warehouse",
            "ANALYTICS_WAREHOUSE",
            "Npgsql connection string of the role analytics_writer. Prefer the environment: a command line can be read by others.",
            WarehouseAddress.Check
        );
    public static EnvironmentOption Lake { get; } =
        EnvironmentOption.Required(
            "--lake",
            "ANALYTICS_LAKE",
            "The lake's root: a local folder or a Hadoop URI (s3a://, hdfs://, abfss://)."
        );
    public static EnvironmentOption TopicPrefix { get; } =
        EnvironmentOption.WithFallback(
            "--topic-prefix",
            "ANALYTICS_TOPIC_PREFIX",
            Topics.DefaultPrefix,
            "What the topics' names begin with."
        );
    public static EnvironmentOption Listen { get; } =
        EnvironmentOption.WithFallback(
            "--listen",
            "ANALYTICS_SPARK_JOBS_URL",
            "http://127.0.0.1:8081",
            "Address of /health/live, /health/ready and /metrics."
        );
    public static TimeOption Trigger { get; } =
        Options.Time(
            "--trigger",
            TimeSpan.FromMilliseconds(100),
            TimeSpan.Zero,
            TimeSpan.FromMinutes(1),
            "The interval between live batches."
        );
    public static TimeOption LakeTrigger { get; } =
        Options.Time(
            "--lake-trigger",
            TimeSpan.FromSeconds(10),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromHours(1),
            "The interval between lake commits."
        );
    public static Option<int> MaxOffsets { get; } =
        Options.Number("--max-offsets", 100_000, 100, 10_000_000, "The most Kafka offsets that a batch takes when catching up.");
    public static TimeOption FetchMaxWait { get; } =
        Options.Time(
            "--fetch-max-wait",
            TimeSpan.Zero,
            TimeSpan.Zero,
            TimeSpan.FromSeconds(10),
            "The time for which Kafka may delay an empty answer to a fetch: Spark's next request waits for it. Kafka's default is 500ms."
        );
    public static Option<string?> FetchWaitMs { get; } = Options.Renamed("--fetch-wait-ms", "--fetch-max-wait 500ms");
    public static Option<int> WarmBatches { get; } =
        Options.Number(
            "--warm-batches",
            200,
            0,
            10_000,
            "The most batches that warm up the JVM before the application is ready; fewer when they are steady earlier."
        );
    public static Option<int> BackgroundNice { get; } =
        Options.Number(
            "--background-nice",
            10,
            0,
            19,
            "With a local master: the nice value with which the archive, sessions and the JVM's optimizing compiler yield to the live "
                + "query and to everything else on the machine."
        );
    public static Option<bool> AcceptGap { get; } =
        new("--accept-gap") { Description = "Continue although Kafka no longer has everything since the last commit. Each gap is logged." };
    public static Option<bool> AsyncProgress { get; } =
        new("--async-progress")
        {
            Description = "Write Spark's offset and commit logs asynchronously; nothing reads them. Default: true.",
            DefaultValueFactory = _ => true,
        };
    public static Option<bool> Lean { get; } =
        new("--lean")
        {
            Description = "Evaluate the plans of small batches in the stream's own thread, without a Spark job per batch. Default: true.",
            DefaultValueFactory = _ => true,
        };

    public static Option<bool> Distributed { get; } =
        new("--distributed")
        {
            Description = "Evaluate large batches over all executors, where that is faster. Default: true.",
            DefaultValueFactory = _ => true,
        };

    static IReadOnlyList<string> ReadJobs(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        IReadOnlyList<string> jobs = text == "all" ? _known : [.. text.Split(',').Distinct()];
        foreach (var unknown in jobs.Except(_known))
            result.AddError($"No job is called '{unknown}'. Jobs: all, {string.Join(", ", _known)}.");

        return jobs;
    }
}
