namespace Analytics.BatchJobs.Runs;

/// <summary>Ends a job with a message for people and an exit code of <see cref="Hosting.ExitCodes"/>.</summary>
sealed class JobException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
