using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>The settings of the streaming jobs.</summary>
/// <param name="Kafka">The broker's bootstrap servers.</param>
/// <param name="Warehouse">Npgsql connection string of analytics_writer.</param>
/// <param name="Lake">The lake's root folder.</param>
public sealed record SparkJobsOptions(string Kafka, string Warehouse, string Lake)
{
    public string TopicPrefix { get; init; } = Contracts.Topics.DefaultPrefix;

    /// <summary><c>all</c>, or one or more of the contracts' queries, separated by commas.</summary>
    public string Jobs { get; init; } = "all";

    /// <summary>Options for Spark, before the job: <c>--master</c>, <c>--conf</c>.</summary>
    public IReadOnlyList<string> Spark { get; init; } = [];

    /// <summary>Options for the jobs, after them: <c>--trigger 50ms</c>.</summary>
    public IReadOnlyList<string> Job { get; init; } = [];

    /// <summary>The prefix of the whole command: <c>nice -n 10</c>.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];
}

/// <summary>The streaming jobs, as ./spark-submit.sh starts them: Spark's JVM, with the C# program as its child.</summary>
public sealed class SparkJobs(string folder, SparkJobsOptions options, string name = "spark-jobs")
    : HttpComponent(name, folder, "/health/ready")
{
    /// <summary>The id of the C# program, a child of the JVM; null while there is none.</summary>
    /// <remarks>The JVM has short-lived children too: Hadoop calls chmod and its like.</remarks>
    public int? ProgramPid =>
        Pid is { } jvm ? ProcessTable.ChildrenOf(jvm).Where(IsProgram).Select(pid => (int?)pid).FirstOrDefault() : null;

    /// <summary>Kills the C# program alone with -9, and waits until it and the JVM, which then ends by itself, are gone.</summary>
    public async Task KillProgramAsync()
    {
        if (ProgramPid is { } program)
            Signals.Send(program, Signal.Kill);
        await Exited;
    }

    static bool IsProgram(int pid) => ProcessTable.CommandLine(pid).Contains("Analytics.SparkJobs.dll", StringComparison.Ordinal);

    private protected override ProcessSpec Spec() =>
        new(
            Name,
            [.. options.Prefix, Path.Combine(Repository.Root, "spark-submit.sh"), .. options.Spark, options.Jobs, .. options.Job],
            Log
        )
        {
            Environment = new Dictionary<string, string>
            {
                ["ANALYTICS_CONFIGURATION"] = Repository.Configuration,
                ["ANALYTICS_KAFKA"] = options.Kafka,
                ["ANALYTICS_WAREHOUSE"] = options.Warehouse,
                ["ANALYTICS_LAKE"] = options.Lake,
                ["ANALYTICS_TOPIC_PREFIX"] = options.TopicPrefix,
                ["ANALYTICS_SPARK_JOBS_URL"] = Url,
            },
            // The jobs finish the current batch within 20 s, less than Hadoop's 30 s for its shutdown hooks.
            Grace = TimeSpan.FromSeconds(35),
        };
}
