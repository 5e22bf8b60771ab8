using System.CommandLine;
using Analytics.Benchmarks.Reports;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks.Batch;

/// <summary><c>batch</c>: measures the batch jobs over days of growing size.</summary>
static class BatchCommand
{
    static readonly long[] _sizes = [1_000_000, 10_000_000];

    public static Command Create()
    {
        var sizes = new Option<long[]>("--events")
        {
            Description = $"The events of each day that is measured. [default: {string.Join(" ", _sizes)}]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => _sizes,
        };
        var output = new OutputOptions("batch");
        var command = new Command(
            "batch",
            """
            Writes a closed day into a fresh lake and runs reprocess, reprocess again and report over it, for each size. Prints a
            Markdown table.
            Exit codes: 0 every job ended well; 1 not so; 64 usage; 69 something is not built or installed.
            """
        )
        {
            sizes,
        };
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) => new BatchBenchmark(parsed.GetValue(sizes)!, output.Files(parsed), new ConsoleLines()).RunAsync(stopping)
        );
        return command;
    }
}
