using Analytics.Hosting;

namespace Analytics.SparkJobs.Settings;

/// <summary>A reason to stop that no retry mends.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What is wrong and what to do.</param>
sealed class FatalStopException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
