using System.Diagnostics;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using BatchJobs.Tests.Streaming;

namespace BatchJobs.Tests.Jobs;

/// <summary>The real process of reprocess, as an operator starts it.</summary>
sealed class RunningReprocess : IDisposable
{
    readonly Process _process;

    public RunningReprocess(StreamedTopics topics, string warehouse, DateOnly day)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, "spark-submit.sh"),
            [
                "--driver-memory",
                "1g",
                .. FastCompiler.Driver,
                "batch",
                "reprocess",
                "--from",
                $"{day:O}",
                "--to",
                $"{day:O}",
                "--wait",
                "0s",
                "--rows-per-part",
                "40",
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ANALYTICS_CONFIGURATION"] = Repository.Configuration;
        start.Environment["ANALYTICS_LAKE"] = topics.Lake.LocalPath;
        start.Environment["ANALYTICS_WAREHOUSE"] = warehouse;
        start.Environment["ANALYTICS_COUNT_PROPERTIES"] = StreamedTopics.CountedProperties;
        _process = Process.Start(start)!;
    }

    /// <summary>Kills the process and its children with -9 some time after a line with the text, unless it has ended by then.</summary>
    /// <returns>False when it ended before the line.</returns>
    public async Task<bool> KillAfterAsync(string text, TimeSpan later)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.Contains(text, StringComparison.Ordinal))
                continue;

            using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            over.CancelAfter(later);
            var rest = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await _process.WaitForExitAsync(over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);

            await rest;
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return true;
        }

        return false;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.Dispose();
    }
}
