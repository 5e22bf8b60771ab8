using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary>Runs a command alone in its folder, and prints its failures as sentences.</summary>
static class SingleRun
{
    /// <param name="stopping">Canceled by Ctrl-C or SIGTERM.</param>
    public static async Task<int> RunAsync(string folder, Func<Task<int>> run, CancellationToken stopping)
    {
        FileLock? mine;
        try
        {
            mine = FileLock.TryTake(LocalStackOptions.LockOf(folder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Cannot use {folder}: {error.Message}");
            return ExitCodes.Unavailable;
        }

        using (mine)
        {
            if (mine is not null)
                return await ExplainAsync(run, stopping);
        }

        await Console.Error.WriteLineAsync($"Another run has {folder}: stop it, or name another with --folder.");
        return ExitCodes.InUse;
    }

    static async Task<int> ExplainAsync(Func<Task<int>> run, CancellationToken stopping)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The run was stopped while it was starting; every started part has been stopped again.
            return ExitCodes.Done;
        }
        catch (Exception error) when (error is ComponentException or TimeoutException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Failed;
        }
        catch (FileNotFoundException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Unavailable;
        }
    }
}
