using System.CommandLine;
using Analytics.Contracts;

namespace Analytics.SparkJobs.Settings;

/// <summary>The command line of the application; each option may also come from the environment.</summary>
static class JobCommand
{
    static readonly string[] _known = [QueryNames.LiveMetrics, QueryNames.RejectedCounts, QueryNames.LakeArchive];

    static readonly Argument<string> _job = new("job")
    {
        Description = $"all, or one or more of {string.Join(", ", _known)}, separated by commas.",
    };

    static readonly Option<string> _kafka = FromEnvironment(
        "--kafka",
        "ANALYTICS_KAFKA",
        "Kafka's bootstrap servers, host:port[,host:port]."
    );
    static readonly Option<string> _warehouse = FromEnvironment(
        "--warehouse",
        "ANALYTICS_WAREHOUSE",
        "Npgsql connection string of the role analytics_writer. Prefer the environment: a command line can be read by others."
    );
    static readonly Option<string> _lake = FromEnvironment(
        "--lake",
        "ANALYTICS_LAKE",
        "The lake's root: a local folder or a Hadoop URI (s3a://, hdfs://, abfss://)."
    );
    static readonly Option<string> _topicPrefix = FromEnvironment(
        "--topic-prefix",
        "ANALYTICS_TOPIC_PREFIX",
        "What the topics' names begin with.",
        Topics.DefaultPrefix
    );
    static readonly Option<string> _listen = FromEnvironment(
        "--listen",
        "ANALYTICS_SPARK_JOBS_URL",
        "Address of /health/live, /health/ready and /metrics.",
        "http://127.0.0.1:8081"
    );
    static readonly Option<int> _trigger = Number("--trigger", 100, 0, 60_000, "Milliseconds between live batches.");
    static readonly Option<int> _lakeTrigger = Number("--lake-trigger", 10_000, 1_000, 3_600_000, "Milliseconds between lake commits.");
    static readonly Option<int> _maxOffsets = Number(
        "--max-offsets",
        50_000,
        100,
        10_000_000,
        "The most Kafka offsets a live batch takes when catching up."
    );
    static readonly Option<int> _fetchWait = Number(
        "--fetch-wait-ms",
        0,
        0,
        10_000,
        "Milliseconds that Kafka may hold a fetch of nothing: Spark's next question waits behind it. Kafka's own default is 500."
    );
    static readonly Option<int> _warmBatches = Number(
        "--warm-batches",
        200,
        0,
        10_000,
        "Batches before the application says that it is ready."
    );
    static readonly Option<int> _backgroundNice = Number(
        "--background-nice",
        10,
        0,
        19,
        "With a local master: how far the archive and the JVM's optimizing compiler yield to the live query and to everything "
            + "else on the machine (nice)."
    );
    static readonly Option<bool> _acceptGap = new("--accept-gap")
    {
        Description = "Go on although Kafka no longer has everything since the last commit. What is missing is logged.",
    };
    static readonly Option<bool> _asyncProgress = new("--async-progress")
    {
        Description = "Let Spark write its own offset and commit logs aside; nothing reads them. Default: true.",
        DefaultValueFactory = _ => true,
    };
    static readonly Option<bool> _lean = new("--lean")
    {
        Description = "Evaluate the plans of small batches in the stream's own thread, without a Spark job per batch. Default: true.",
        DefaultValueFactory = _ => true,
    };

    /// <summary>Parses and runs; usage errors are 64.</summary>
    public static async Task<int> InvokeAsync(string[] args, Func<JobSettings, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Streams events from Kafka into the warehouse and the lake.")
        {
            _job,
            _kafka,
            _warehouse,
            _lake,
            _topicPrefix,
            _listen,
            _trigger,
            _lakeTrigger,
            _maxOffsets,
            _fetchWait,
            _warmBatches,
            _backgroundNice,
            _acceptGap,
            _asyncProgress,
            _lean,
        };
        _job.Validators.Add(result =>
            Unknown(result.GetValueOrDefault<string>() ?? "")
                .ToList()
                .ForEach(name => result.AddError($"No job is called '{name}'. Jobs: all, {string.Join(", ", _known)}."))
        );
        command.SetAction((parsed, stopping) => run(Settings(parsed), stopping));

        var result = command.Parse(args);
        var code = await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        return result.Errors.Count > 0 ? ExitCodes.Usage : code;
    }

    static JobSettings Settings(ParseResult parsed) =>
        new()
        {
            Jobs = JobsOf(parsed.GetRequiredValue(_job)),
            Kafka = parsed.GetRequiredValue(_kafka),
            Warehouse = parsed.GetRequiredValue(_warehouse),
            Lake = parsed.GetRequiredValue(_lake),
            Topics = new Topics(parsed.GetRequiredValue(_topicPrefix)),
            Trigger = TimeSpan.FromMilliseconds(parsed.GetValue(_trigger)),
            LakeTrigger = TimeSpan.FromMilliseconds(parsed.GetValue(_lakeTrigger)),
            MaxOffsetsPerTrigger = parsed.GetValue(_maxOffsets),
            FetchWait = TimeSpan.FromMilliseconds(parsed.GetValue(_fetchWait)),
            WarmBatches = parsed.GetValue(_warmBatches),
            BackgroundNice = parsed.GetValue(_backgroundNice),
            AcceptGap = parsed.GetValue(_acceptGap),
            AsyncProgress = parsed.GetValue(_asyncProgress),
            Lean = parsed.GetValue(_lean),
            Listen = parsed.GetRequiredValue(_listen),
        };

    static string[] JobsOf(string text) => text == "all" ? _known : [.. text.Split(',').Distinct()];

    static IEnumerable<string> Unknown(string text) => JobsOf(text).Except(_known);

    static Option<string> FromEnvironment(string name, string variable, string description, string? fallback = null)
    {
        var value = Environment.GetEnvironmentVariable(variable) ?? fallback;
        var option = new Option<string>(name) { Description = $"{description} [env: {variable}]", Required = value is null };
        if (value is not null)
            option.DefaultValueFactory = _ => value;

        return option;
    }

    static Option<int> Number(string name, int fallback, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = $"{description} {least} to {most}.", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
                result.AddError($"{name} must lie between {least} and {most}, not {value}.");
        });
        return option;
    }
}
