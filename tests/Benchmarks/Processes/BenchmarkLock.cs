using Analytics.Hosting;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.Processes;

/// <summary>The lock that allows one benchmark at a time in a folder.</summary>
static class BenchmarkLock
{
    /// <summary>Returns null, after a line on standard error, when another benchmark has the folder.</summary>
    public static async Task<FileLock?> TryTakeAsync(string folder)
    {
        var mine = FileLock.TryTake(LocalStackOptions.LockOf(folder));
        if (mine is null)
            await Console.Error.WriteLineAsync($"Another benchmark has {folder}.");

        return mine;
    }
}
