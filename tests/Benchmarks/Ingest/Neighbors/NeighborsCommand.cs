using System.CommandLine;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks.Ingest.Neighbors;

/// <summary><c>neighbors</c>: measures a quiet key alone and beside a key at full speed.</summary>
static class NeighborsCommand
{
    public static Command Create()
    {
        var seconds = Options.Number("--seconds", 10, 1, 600, "Each window, in seconds.");
        var warm = Options.Number("--warm", 8, 0, 600, "Traffic before the windows, of each kind, in seconds.");
        var runs = Options.Number("--runs", 3, 1, 100, "Windows of each kind, in turn; the table shows the medians.");
        var rate = Options.Number("--rate", 200, 1, 100_000, "Requests a second of the quiet key, one event each.");
        var output = new OutputOptions("neighbors");
        var command = new Command(
            "neighbors",
            """
            Starts Kafka and the collector, and measures the latency of a quiet key: alone, beside a browser key that sends batches as fast
            as they are answered, and beside a server key that does. Prints a Markdown table.
            Exit codes: 0 every request of the quiet key was answered 200 or 202; 1 not so; 64 usage; 69 something is not built or
            installed; 75 another benchmark runs.
            """
        )
        {
            seconds,
            warm,
            runs,
            rate,
        };
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new NeighborsBenchmark(
                    new(parsed.GetValue(seconds), parsed.GetValue(warm), parsed.GetValue(runs)),
                    parsed.GetValue(rate),
                    output.Files(parsed),
                    new ConsoleLines()
                ).RunAsync(stopping)
        );
        return command;
    }
}
