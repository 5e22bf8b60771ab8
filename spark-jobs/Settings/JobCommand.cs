using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Settings;

/// <summary>The command line of the application; each option may also come from the environment.</summary>
static class JobCommand
{
    static readonly string[] _known =
    [
        QueryNames.LiveMetrics,
        QueryNames.RejectedCounts,
        QueryNames.Sessions,
        QueryNames.HistoricalMetrics,
        QueryNames.LakeArchive,
    ];

    static readonly Argument<IReadOnlyList<string>> _job = new("job")
    {
        Description = $"all, or one or more of {string.Join(", ", _known)}, separated by commas.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = ReadJobs,
    };

    static readonly EnvironmentOption _kafka = EnvironmentOption.Required(
        "--kafka",
        "ANALYTICS_KAFKA",
        "Kafka's bootstrap servers, host:port[,host:port]."
    );
    static readonly EnvironmentOption _kafkaClient = EnvironmentOption.Optional(
        "--kafka-client",
        KafkaClientFile.Variable,
        "A file with the settings of a secured Kafka, one name=value a line; see deploy/kafka/README.md.",
        KafkaClientFile.Check
    );
    static readonly EnvironmentOption _warehouse = EnvironmentOption.Required(
        "--warehouse",
        "ANALYTICS_WAREHOUSE",
        "Npgsql connection string of the role analytics_writer. Prefer the environment: a command line can be read by others.",
        ConnectionStrings.Check
    );
    static readonly EnvironmentOption _lake = EnvironmentOption.Required(
        "--lake",
        "ANALYTICS_LAKE",
        "The lake's root: a local folder or a Hadoop URI (s3a://, hdfs://, abfss://)."
    );
    static readonly EnvironmentOption _topicPrefix = EnvironmentOption.WithFallback(
        "--topic-prefix",
        "ANALYTICS_TOPIC_PREFIX",
        Topics.DefaultPrefix,
        "What the topics' names begin with."
    );
    static readonly EnvironmentOption _goals = EnvironmentOption.Optional(Goals.Option, Goals.Variable, Goals.Description, Goals.Mistake);
    static readonly EnvironmentOption _properties = EnvironmentOption.Optional(
        PropertyDimensions.Option,
        PropertyDimensions.Variable,
        PropertyDimensions.Description,
        PropertyDimensions.Mistake
    );
    static readonly EnvironmentOption _listen = EnvironmentOption.WithFallback(
        "--listen",
        "ANALYTICS_SPARK_JOBS_URL",
        "http://127.0.0.1:8081",
        "Address of /health/live, /health/ready and /metrics."
    );
    static readonly Option<int> _maxOffsets = Options.Number(
        "--max-offsets",
        100_000,
        100,
        10_000_000,
        "The most Kafka offsets that a batch takes when catching up."
    );
    static readonly Option<int> _warmBatches = Options.Number(
        "--warm-batches",
        200,
        0,
        10_000,
        "The most batches that warm up the JVM before the application is ready; fewer when they are steady earlier."
    );
    static readonly Option<int> _backgroundNice = Options.Number(
        "--background-nice",
        10,
        0,
        19,
        "With a local master: the nice value with which the archive, sessions and the JVM's optimizing compiler yield to the live query "
            + "and to everything else on the machine."
    );
    static readonly Option<bool> _acceptGap = new("--accept-gap")
    {
        Description = "Continue although Kafka no longer has everything since the last commit. Each gap is logged.",
    };
    static readonly Option<bool> _asyncProgress = new("--async-progress")
    {
        Description = "Write Spark's offset and commit logs asynchronously; nothing reads them. Default: true.",
        DefaultValueFactory = _ => true,
    };
    static readonly Option<bool> _lean = new("--lean")
    {
        Description = "Evaluate the plans of small batches in the stream's own thread, without a Spark job per batch. Default: true.",
        DefaultValueFactory = _ => true,
    };

    static readonly Option<bool> _distributed = new("--distributed")
    {
        Description = "Evaluate large batches over all executors, where that is faster. Default: true.",
        DefaultValueFactory = _ => true,
    };

    /// <summary>Parses the command line and runs the jobs; usage errors end with exit code 64.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="run">Runs the jobs; Ctrl-C and SIGTERM cancel the token, and the process then has 30 seconds to end.</param>
    /// <param name="configuration">The output; the console when null.</param>
    public static async Task<int> InvokeAsync(
        string[] args,
        Func<JobSettings, CancellationToken, Task<int>> run,
        InvocationConfiguration? configuration = null
    )
    {
        var command = new RootCommand("Streams events from Kafka into the warehouse and the lake.")
        {
            _job,
            _kafka,
            _kafkaClient,
            _warehouse,
            _lake,
            _topicPrefix,
            _goals,
            _properties,
            _listen,
            JobTimes.Trigger,
            JobTimes.LakeTrigger,
            _maxOffsets,
            JobTimes.FetchMaxWait,
            JobTimes.FetchWaitMs,
            _warmBatches,
            _backgroundNice,
            _acceptGap,
            _asyncProgress,
            _lean,
            _distributed,
        };
        command.SetAction((parsed, stopping) => run(Settings(parsed), stopping));

        configuration ??= new InvocationConfiguration();
        configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(30);
        return await command.RunAsync(args, configuration);
    }

    static JobSettings Settings(ParseResult parsed) =>
        new()
        {
            Jobs = parsed.GetRequiredValue(_job),
            Kafka = _kafka.Get(parsed),
            KafkaClient = _kafkaClient.Find(parsed) is { } file ? KafkaClientFile.Read(file) : new Dictionary<string, string>(),
            Warehouse = _warehouse.Get(parsed),
            Lake = _lake.Get(parsed),
            Topics = new Topics(_topicPrefix.Get(parsed)),
            Goals = Goals.Read(_goals.Find(parsed)),
            Properties = PropertyDimensions.Parse(_properties.Find(parsed)),
            Trigger = parsed.GetValue(JobTimes.Trigger),
            LakeTrigger = parsed.GetValue(JobTimes.LakeTrigger),
            MaxOffsetsPerTrigger = parsed.GetValue(_maxOffsets),
            FetchMaxWait = parsed.GetValue(JobTimes.FetchMaxWait),
            WarmBatches = parsed.GetValue(_warmBatches),
            BackgroundNice = parsed.GetValue(_backgroundNice),
            AcceptGap = parsed.GetValue(_acceptGap),
            AsyncProgress = parsed.GetValue(_asyncProgress),
            Lean = parsed.GetValue(_lean),
            Distributed = parsed.GetValue(_distributed),
            Listen = _listen.Get(parsed),
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
