using System.CommandLine;

namespace Analytics.BatchJobs.Settings;

/// <summary>The command line of the batch jobs: one subcommand a job. Usage errors are 64.</summary>
static class BatchCommand
{
    const int Usage = 64;

    static readonly Option<string> _lake = FromEnvironment(
        "--lake",
        "ANALYTICS_LAKE",
        "The lake's root: a local folder or a Hadoop URI.",
        required: true
    );
    static readonly Option<string> _warehouse = FromEnvironment(
        "--warehouse",
        "ANALYTICS_WAREHOUSE",
        "Npgsql connection string of the role analytics_batch. Without one the warehouse is left out.",
        required: false
    );
    static readonly Option<int> _retentionDays = new("--retention-days")
    {
        Description = "Days that files are kept after no table refers to them, at least 7: readers and time travel need them.",
        DefaultValueFactory = _ => 7,
    };
    static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be done, and change nothing." };

    public static async Task<int> InvokeAsync(
        string[] args,
        IReadOnlyDictionary<string, (string What, Func<BatchSettings, Progress, int> Run)> jobs
    )
    {
        _retentionDays.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 7)
                result.AddError("--retention-days must be 7 or more: files younger than that may be read by a query that is under way.");
        });
        var root = new RootCommand("Batch jobs over the lake and the warehouse. Run as ./spark-submit.sh batch JOB [options].");
        foreach (var (name, job) in jobs)
        {
            var command = new Command(name, job.What) { _lake, _warehouse, _retentionDays, _dryRun };
            command.SetAction(parsed => job.Run(Settings(parsed), new Progress(name)));
            root.Add(command);
        }

        var result = root.Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? Usage : code;
    }

    static BatchSettings Settings(ParseResult parsed) =>
        new(
            parsed.GetRequiredValue(_lake),
            parsed.GetValue(_warehouse),
            TimeSpan.FromDays(parsed.GetValue(_retentionDays)),
            parsed.GetValue(_dryRun)
        );

    static Option<string> FromEnvironment(string name, string variable, string description, bool required)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        var option = new Option<string>(name) { Description = $"{description} [env: {variable}]", Required = required && value is null };
        if (value is not null)
            option.DefaultValueFactory = _ => value;

        return option;
    }
}
