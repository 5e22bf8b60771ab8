using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary>Runs a command alone in its folder, and prints its failures as sentences.</summary>
static class SingleRun
{
    public static async Task<int> RunAsync(string folder, Func<Task<int>> run)
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
                return await ExplainAsync(run);
        }

        await Console.Error.WriteLineAsync($"Another run has {folder}: stop it, or name another with --folder.");
        return ExitCodes.InUse;
    }

    static async Task<int> ExplainAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (ComponentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Failed;
        }
        catch (FileNotFoundException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Unavailable;
        }
        catch (OperationCanceledException)
        {
            // The run was stopped while it was starting; every started part has been stopped again.
            return ExitCodes.Done;
        }
    }
}
