using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary>The demo's batch half: recomputes the days of the traffic from the lake, then reports on them.</summary>
sealed class DemoBatch(LocalStack stack, IProgress<string> progress, TimeProvider clock)
{
    // A run takes a core for some seconds: rare enough that the live numbers of a small machine do not suffer.
    static readonly TimeSpan _first = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _period = TimeSpan.FromMinutes(10);

    /// <summary>True once a run of reprocess has ended well.</summary>
    public bool HasCompared { get; private set; }

    /// <returns>True when both jobs ended well.</returns>
    public async Task<bool> RunAsync(DateTimeOffset from, CancellationToken stopping)
    {
        var steps = new Steps(progress);
        var (first, last) = (BatchJobs.Day(from), BatchJobs.Day(clock.GetUtcNow()));
        return await JobAsync("reprocess", ["--from", first, "--to", last, "--open"])
            && await JobAsync("report", ["--day", last, "--open"]);

        async Task<bool> JobAsync(string job, string[] arguments)
        {
            var exit = ExitCodes.Failed;
            await steps.RunAsync($"batch {job}", async () => exit = await stack.BatchJobs.RunAsync(job, arguments, null, stopping));
            if (exit != ExitCodes.Done && !stopping.IsCancellationRequested)
                progress.Report($"batch {job} ended with {exit}: {stack.BatchJobs.Log(job)}");

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
