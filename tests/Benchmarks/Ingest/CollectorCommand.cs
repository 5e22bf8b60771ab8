using System.CommandLine;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks.Ingest;

/// <summary><c>collector</c>: measures the collector alone, HTTP to Kafka, beside a bare server and nginx.</summary>
static class CollectorCommand
{
    public static Command Create()
    {
        var seconds = Options.Number("--seconds", 4, 1, 600, "Each window, in seconds.");
        var warm = Options.Number("--warm", 8, 0, 600, "Traffic before the first window of each load, in seconds.");
        var runs = Options.Number("--runs", 3, 1, 100, "Windows of each server under each load, in turn; the tables show the medians.");
        var loads = new Option<string[]>("--load")
        {
            Description = $"Which traffic; all by default: {string.Join(", ", IngestLoad.All.Select(load => load.Name))}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. IngestLoad.All.Select(load => load.Name)],
        };
        loads.AcceptOnlyFromAmong([.. IngestLoad.All.Select(load => load.Name)]);
        var output = new OutputOptions("collector");
        var command = new Command(
            "collector",
            """
            Starts Kafka, the collector, a bare Kestrel that only reads bodies,
            and nginx with a static answer where it is installed; sends each
            load to each server in turn: as fast as they answer, and on a schedule at half of the goal. Prints Markdown tables.
            Exit codes: 0 every request was answered; 1 not so; 64 usage; 69 something is not built or installed; 75 another benchmark runs.
            """
        )
        {
            seconds,
            warm,
            runs,
            loads,
        };
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new CollectorBenchmark(
                    [.. IngestLoad.All.Where(load => parsed.GetValue(loads)!.Contains(load.Name))],
                    new(parsed.GetValue(seconds), parsed.GetValue(warm), parsed.GetValue(runs)),
                    output.Files(parsed),
                    new ConsoleLines()
                ).RunAsync(stopping)
        );
        return command;
    }
}
