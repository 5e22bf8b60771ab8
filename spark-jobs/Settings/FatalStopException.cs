using Analytics.Hosting;

namespace Analytics.SparkJobs.Settings;

/// <summary>A permanent failure: the process stops, since a retry can't succeed.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">The error and its remedy.</param>
sealed class FatalStopException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
