using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The command line of the batch jobs: one subcommand for each job. Usage errors end with exit code 64.</summary>
static class BatchCommand
{
    static readonly EnvironmentOption _lake = EnvironmentOption.Required(
        "--lake",
        "ANALYTICS_LAKE",
        "The lake's root: a local folder or a Hadoop URI."
    );
    static readonly EnvironmentOption _warehouse = EnvironmentOption.Optional(
        "--warehouse",
        "ANALYTICS_WAREHOUSE",
        "Npgsql connection string of the role analytics_batch. Without one the job skips the warehouse.",
        ConnectionStrings.Check
    );
    static readonly Option<int> _retentionDays = Options.Number(
        "--retention-days",
        7,
        7,
        3650,
        "Days for which files are kept after no table refers to them: running queries, readers and time travel need them."
    );
    static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the changes without making them." };

    public static Task<int> RunAsync(string[] args, IReadOnlyDictionary<string, (string What, Func<BatchSettings, Progress, int> Run)> jobs)
    {
        var program = new RootCommand("Batch jobs over the lake and the warehouse. Run as ./spark-submit.sh batch JOB [options].");
        foreach (var (name, job) in jobs)
        {
            var command = new Command(name, job.What) { _lake, _warehouse, _retentionDays, _dryRun };
            command.SetAction(parsed => job.Run(Settings(parsed), new Progress(name)));
            program.Add(command);
        }

        return program.RunAsync(args);
    }

    static BatchSettings Settings(ParseResult parsed) =>
        new(_lake.Get(parsed), _warehouse.Find(parsed), TimeSpan.FromDays(parsed.GetValue(_retentionDays)), parsed.GetValue(_dryRun));
}
