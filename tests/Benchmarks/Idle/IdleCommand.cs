using System.CommandLine;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks.Idle;

/// <summary><c>idle</c>: measures what the whole stack uses without traffic.</summary>
static class IdleCommand
{
    public static Command Create()
    {
        var settle = Options.Number("--settle", 60, 0, 3600, "The time between readiness and the window, in seconds: JVMs still compile.");
        var seconds = Options.Number("--seconds", 60, 1, 3600, "The window, in seconds.");
        var output = new OutputOptions("idle");
        var command = new Command(
            "idle",
            """
            Starts Kafka, PostgreSQL, the collector, the preview page and every job with its defaults, sends nothing, and measures processor
            time and memory of each part. Prints a Markdown table.
            Exit codes: 0 done; 1 a part did not start or ended; 64 usage; 69 something is not built or installed;
            75 another benchmark runs.
            """
        )
        {
            settle,
            seconds,
        };
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new IdleBenchmark(
                    TimeSpan.FromSeconds(parsed.GetValue(settle)),
                    TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    output.Files(parsed),
                    new ConsoleLines()
                ).RunAsync(stopping)
        );
        return command;
    }
}
