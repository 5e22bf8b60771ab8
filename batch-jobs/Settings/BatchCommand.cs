using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The command line of the batch jobs: one subcommand for each job. Usage errors end with exit code 64.</summary>
static class BatchCommand
{
    // A stopped job has this long to end: the step under way is completed or given up.
    static readonly InvocationConfiguration _configuration = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };

    public static Task<int> RunAsync(string[] args, IEnumerable<Command> jobs)
    {
        var program = new RootCommand("Batch jobs over the lake and the warehouse. Run as ./spark-submit.sh batch JOB [options].");
        foreach (var job in jobs)
            program.Add(job);

        return program.RunAsync(args, _configuration);
    }
}
