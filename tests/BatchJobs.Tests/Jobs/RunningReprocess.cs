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

    /// <summary>Kills the process and its children with -9 as soon as it prints a line with the text.</summary>
    /// <returns>False when it ended before.</returns>
    public async Task<bool> KillAtAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.Contains(text, StringComparison.Ordinal))
                continue;

            _process.Kill(entireProcessTree: true);
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
