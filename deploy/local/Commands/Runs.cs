namespace Analytics.Local.Commands;

/// <summary>What every run in a folder has in common: it is alone there, and its failures are sentences.</summary>
static class Runs
{
    public static async Task<int> GuardAsync(string folder, Func<Task<int>> run)
    {
        using var mine = RunLock.Take(Path.GetFullPath(folder));
        if (mine is null)
        {
            await Console.Error.WriteLineAsync($"Another run has {folder}: stop it, or name another with --folder.");
            return ExitCodes.AlreadyRunning;
        }

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
            return ExitCodes.Missing;
        }
        catch (OperationCanceledException)
        {
            // Stopped while it was starting: everything that had started is down again.
            return ExitCodes.Done;
        }
    }
}
