using System.Globalization;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>Runs batch jobs, as ./spark-submit.sh starts them; each ends by itself.</summary>
/// <param name="folder">The folder of the run; each job's log is in its <c>logs</c>.</param>
/// <param name="warehouse">Npgsql connection string of analytics_batch.</param>
/// <param name="lake">The lake's root folder.</param>
/// <param name="topicPrefix">The prefix of the topics' names.</param>
public sealed class BatchJobs(string folder, string warehouse, string lake, string topicPrefix = Contracts.Topics.DefaultPrefix)
{
    /// <summary>Options for Spark, before the job: <c>--master</c>, <c>--conf</c>.</summary>
    public IReadOnlyList<string> Spark { get; init; } = [];

    /// <summary>Returns the log of a job; runs append to it.</summary>
    public string Log(string job) => Path.Combine(folder, "logs", $"batch-{job}.log");

    /// <summary>Runs a job to its end; when canceled, stops it.</summary>
    /// <param name="job">The job's name: <c>reprocess</c>.</param>
    /// <param name="arguments">The job's options.</param>
    /// <param name="begun">Receives the process, to kill it.</param>
    /// <returns>The job's exit code.</returns>
    public async Task<int> RunAsync(
        string job,
        IEnumerable<string> arguments,
        Action<int>? begun = null,
        CancellationToken stopping = default
    )
    {
        using var process = await GuardedProcess.StartAsync(Spec(job, arguments));
        begun?.Invoke(process.Pid);
        await using var stop = stopping.Register(() => process.StopAsync());
        return await process.Exited;
    }

    /// <summary>Returns a day as the jobs' options take it.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    ProcessSpec Spec(string job, IEnumerable<string> arguments) =>
        new($"batch-{job}", [Path.Combine(Repository.Root, "spark-submit.sh"), .. Spark, "batch", job, .. arguments], Log(job))
        {
            Environment = new Dictionary<string, string>
            {
                ["ANALYTICS_CONFIGURATION"] = Repository.Configuration,
                ["ANALYTICS_WAREHOUSE"] = warehouse,
                ["ANALYTICS_LAKE"] = lake,
                ["ANALYTICS_TOPIC_PREFIX"] = topicPrefix,
            },
            Grace = TimeSpan.FromSeconds(35),
        };
}
