using System.Diagnostics;

namespace Analytics.Local.Stack;

/// <summary>Reports each step when it is done, and every 5 s while it lasts.</summary>
sealed class Steps(IProgress<string>? progress)
{
    static readonly TimeSpan _reminderInterval = TimeSpan.FromSeconds(5);

    /// <param name="what">The step in words: "starting kafka".</param>
    /// <param name="step">The step.</param>
    /// <param name="doing">Returns the step's current activity; null when it does not report one.</param>
    public async Task RunAsync(string what, Func<Task> step, Func<string?>? doing = null)
    {
        var began = Stopwatch.StartNew();
        var running = step();
        while (await Task.WhenAny(running, Task.Delay(_reminderInterval)) != running)
            progress?.Report($"{what} ... {began.Elapsed.TotalSeconds:0} s {doing?.Invoke()}");
        await running;
        progress?.Report($"{what}: done, {began.Elapsed.TotalSeconds:0.0} s");
    }
}
