using System.Diagnostics;
using System.Globalization;

namespace Analytics.BatchJobs.Settings;

/// <summary>Prints lines for people and logs: seconds since the start, job, run id and message.</summary>
sealed class Progress(string job)
{
    readonly string _run = Guid.NewGuid().ToString("N")[..8];
    readonly Stopwatch _elapsed = Stopwatch.StartNew();

    public void Say(string line) =>
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{_elapsed.Elapsed.TotalSeconds, 7:0.0} s  {job} run:{_run}  {line}")
        );
}
