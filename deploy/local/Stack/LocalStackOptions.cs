using Analytics.Local.Kafka;
using Analytics.Local.Processes;

namespace Analytics.Local.Stack;

/// <summary>The parts of a local run. A part includes those that it requires.</summary>
[Flags]
public enum Parts
{
    None = 0,
    Kafka = 1,
    Postgres = 2,
    Collector = 4 | Kafka,
    SparkJobs = 8 | Kafka | Postgres,
    Preview = 16 | Postgres,
    All = Collector | SparkJobs | Preview,
}

/// <summary>The options of a local run.</summary>
/// <param name="Folder">The folder for data and logs of the run.</param>
public sealed record LocalStackOptions(string Folder)
{
    public Parts Parts { get; init; } = Parts.All;

    public string TopicPrefix { get; init; } = Contracts.Topics.DefaultPrefix;

    /// <summary>The partitions of the topic of events.</summary>
    public int EventPartitions { get; init; } = KafkaTopics.EventPartitions;

    /// <summary>Options for the java of Kafka's broker.</summary>
    public IReadOnlyList<string> Kafka { get; init; } = [];

    /// <summary>Further settings of PostgreSQL: <c>max_wal_size=64MB</c>.</summary>
    public IReadOnlyList<string> Postgres { get; init; } = [];

    /// <summary>Options for Spark, before the job: <c>--master</c>, <c>--conf</c>.</summary>
    public IReadOnlyList<string> Spark { get; init; } = [];

    /// <summary><c>all</c>, or one or more queries, separated by commas.</summary>
    public string Jobs { get; init; } = "all";

    /// <summary>Options for the jobs: <c>--trigger 50ms</c>.</summary>
    public IReadOnlyList<string> Job { get; init; } = [];

    /// <summary>Further settings of the collector by their names in the environment.</summary>
    public IReadOnlyDictionary<string, string> Collector { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns the port to which a part connects instead of the server's, as that of a proxy; null: the server's.</summary>
    public Func<Edge, int, int>? Through { get; init; }

    /// <summary>The lock file that allows one run at a time in a folder; it is beside the folder, which a run may delete.</summary>
    public static string LockOf(string folder) => $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))}.lock";

    /// <summary>Returns the options of a named run: <c>.run/NAME</c> in the checkout.</summary>
    public static LocalStackOptions Named(string name) => new(Path.Combine(Repository.Root, ".run", name));
}
