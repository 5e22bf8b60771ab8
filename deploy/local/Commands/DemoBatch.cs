using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary>The demo's batch half: recomputes the days of the traffic from the lake, then reports on them.</summary>
sealed class DemoBatch(BatchJobs jobs, IProgress<string> progress, TimeProvider clock)
{
    // A run takes a core for some seconds: rare enough that the live numbers of a small machine do not suffer.
    static readonly TimeSpan _first = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _period = TimeSpan.FromMinutes(10);

    /// <summary>True once a run of reprocess has ended well.</summary>
    public bool HasCompared { get; private set; }

    /// <summary>False when a job of the newest run failed; a run that was stopped does not count.</summary>
    public bool HasSucceeded { get; private set; } = true;

    public async Task RunAsync(DateTimeOffset from, CancellationToken stopping)
    {
        var steps = new Steps(progress);
        var (first, last) = (BatchJobs.Day(from), BatchJobs.Day(clock.GetUtcNow()));
        var succeeded =
            await JobAsync("reprocess", ["--from", first, "--to", last, "--open"]) && await JobAsync("report", ["--day", last, "--open"]);
        if (!stopping.IsCancellationRequested)
            HasSucceeded = succeeded;

        async Task<bool> JobAsync(string job, string[] arguments)
        {
            var exit = ExitCodes.Failed;
            await steps.RunAsync($"batch {job}", async () => exit = await jobs.RunAsync(job, arguments, null, stopping));
            if (exit != ExitCodes.Done && !stopping.IsCancellationRequested)
                progress.Report($"batch {job} ended with {exit}: {jobs.Log(job)}");

            HasCompared |= job == "reprocess" && exit == ExitCodes.Done;
            return exit == ExitCodes.Done;
        }
    }

    /// <summary>Runs the jobs again and again until it is stopped, so that their dashboards fill while the traffic goes on.</summary>
    public async Task RepeatAsync(DateTimeOffset from, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(_first, clock, stopping);
            while (true)
            {
                await RunAsync(from, stopping);
                await Task.Delay(_period, clock, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }
}
