using System.Diagnostics;

namespace Analytics.Testing.Processes;

/// <summary>A process that has ended: its exit code, and what it wrote to its two outputs.</summary>
public sealed record Ran(int Code, string Output, string Errors)
{
    static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    /// <summary>Both outputs.</summary>
    public string Text => Output + Errors;

    /// <summary>Starts a process and waits for its end.</summary>
    /// <param name="cancellation">By default the test's. A process that has not ended by then, or after ten minutes, is killed.</param>
    public static async Task<Ran> ToEndAsync(ProcessStartInfo start, CancellationToken? cancellation = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation ?? TestContext.Current.CancellationToken);
        deadline.CancelAfter(_longest);
        var until = deadline.Token;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        try
        {
            // Both are read while the process runs, since it stops at a full pipe.
            var output = process.StandardOutput.ReadToEndAsync(until);
            var errors = process.StandardError.ReadToEndAsync(until);
            await process.WaitForExitAsync(until);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
