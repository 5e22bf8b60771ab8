using System.Diagnostics;

namespace Analytics.Testing.Processes;

/// <summary>A process that has ended: its exit code, and what it wrote to its two outputs.</summary>
public sealed record Ran(int Code, string Output, string Errors)
{
    /// <summary>Both outputs.</summary>
    public string Text => Output + Errors;

    /// <summary>Starts a process and waits for its end.</summary>
    /// <param name="cancellation">By default the test's.</param>
    public static async Task<Ran> ToEndAsync(ProcessStartInfo start, CancellationToken? cancellation = null)
    {
        var until = cancellation ?? TestContext.Current.CancellationToken;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        // Both are read while the process runs, since it stops at a full pipe.
        var output = process.StandardOutput.ReadToEndAsync(until);
        var errors = process.StandardError.ReadToEndAsync(until);
        await process.WaitForExitAsync(until);
        return new(process.ExitCode, await output, await errors);
    }
}
