using System.Diagnostics;

namespace Analytics.Testing.Processes;

/// <summary>A process that has ended: its exit code, and what it wrote to its two outputs.</summary>
public sealed record Ran(int Code, string Output, string Errors)
{
    static readonly TimeSpan _longest = TimeSpan.FromMinutes(20);

    /// <summary>Both outputs.</summary>
    public string Text => Output + Errors;

    /// <summary>Starts a process and waits for its end.</summary>
    /// <param name="cancellation">By default the test's. A process that has not ended by then is killed.</param>
    /// <exception cref="TimeoutException">The process has not ended within 20 minutes, and is killed.</exception>
    public static async Task<Ran> ToEndAsync(ProcessStartInfo start, CancellationToken? cancellation = null)
    {
        var stopping = cancellation ?? TestContext.Current.CancellationToken;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(_longest);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        // Both are read while the process runs, since it stops at a full pipe.
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new(process.ExitCode, await output.WaitAsync(deadline.Token), await errors.WaitAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            stopping.ThrowIfCancellationRequested();
            var command = string.Join(' ', [start.FileName, .. start.ArgumentList]);
            throw new TimeoutException($"{command} has not ended within {_longest}:\n{await output}{await errors}");
        }
    }
}
