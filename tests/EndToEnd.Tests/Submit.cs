using System.Diagnostics;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.Local.Stack;
using Analytics.Testing.Processes;

namespace EndToEnd.Tests;

/// <summary>The exit code and the output of a command, both streams together.</summary>
public sealed record CommandResult(int Code, string Output);

/// <summary>Runs commands as a user types them in the checkout.</summary>
static class Submit
{
    /// <summary>Runs ./spark-submit.sh with the stack's settings in the environment.</summary>
    public static Task<CommandResult> JobAsync(LocalStack stack, params string[] arguments) =>
        RunAsync(
            "./spark-submit.sh",
            arguments,
            new Dictionary<string, string>
            {
                ["ANALYTICS_KAFKA"] = stack.Kafka.BootstrapServers,
                ["ANALYTICS_WAREHOUSE"] = stack.Postgres.ConnectionString(Role.Writer),
                ["ANALYTICS_LAKE"] = stack.Lake,
                ["ANALYTICS_SPARK_JOBS_URL"] = $"http://127.0.0.1:{Ports.Free()}",
            }
        );

    /// <summary>Runs a program of ours without Spark.</summary>
    public static Task<CommandResult> ProgramAsync(string project, params string[] arguments) =>
        RunAsync("dotnet", [Repository.Assembly(project), .. arguments], new Dictionary<string, string>());

    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var start = new ProcessStartInfo(
            program.StartsWith("./", StringComparison.Ordinal) ? Path.Combine(Repository.Root, program) : program,
            arguments
        )
        {
            WorkingDirectory = Repository.Root,
        };
        start.Environment["ANALYTICS_CONFIGURATION"] = Repository.Configuration;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var ran = await Ran.ToEndAsync(start);
        return new(ran.Code, ran.Text);
    }
}
