using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Processes;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks;

/// <summary>Runs every contender in turn. The table names a contender that fails, and the run continues with the next.</summary>
sealed class EndToEnd(Load load, IReadOnlyList<Contender> contenders, ReportFiles files, IProgress<string> progress)
{
    static readonly string _folder = LocalStackOptions.Named("benchmark").Folder;

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using var mine = await BenchmarkLock.TryTakeAsync(_folder);
        if (mine is null)
            return ExitCodes.InUse;

        var report = new Report(
            TimeProvider.System.GetUtcNow(),
            Machine.Describe(),
            load,
            [.. contenders.Select(contender => new ContenderResult(contender))]
        );
        try
        {
            foreach (var turn in Enumerable.Range(1, load.Runs))
            {
                foreach (var result in report.Contenders)
                {
                    await TurnAsync(result, turn, stopping);
                    files.Write(report);
                }
            }
        }
        catch (FileNotFoundException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Unavailable;
        }
        catch (OperationCanceledException)
        {
            progress.Report("stopped; the table holds what was measured until then");
        }

        await Console.Out.WriteLineAsync(MarkdownReport.Of(report));
        return report.IsGood ? ExitCodes.Done : ExitCodes.Failed;
    }

    async Task TurnAsync(ContenderResult result, int turn, CancellationToken stopping)
    {
        var name = result.Contender.Name;
        progress.Report(load.Runs == 1 ? $"== {name}" : $"== {name}, run {turn} of {load.Runs}");
        try
        {
            var run = await new Measurement(
                result.Contender,
                load with
                {
                    Rate = result.Contender.Rate ?? load.Rate,
                },
                Path.Combine(_folder, name),
                new Named(name, progress),
                TimeProvider.System
            ).RunAsync(stopping);
            result.Runs.Add(run);
            progress.Report($"{name}: {RunLine.Of(run)}");
        }
        catch (Exception error) when (error is not FileNotFoundException && !stopping.IsCancellationRequested)
        {
            // A failure belongs to one contender: its stack is stopped, and the others are still measured.
            result.Failures.Add(error.Message);
            progress.Report($"{name} FAILED: {error.Message}");
        }
    }

    /// <summary>Writes progress with the name of the contender.</summary>
    sealed class Named(string name, IProgress<string> inner) : IProgress<string>
    {
        public void Report(string value) => inner.Report($"{name}: {value}");
    }
}
