namespace Analytics.SparkJobs.Settings;

/// <summary>How the application ends; the numbers follow sysexits.h.</summary>
static class ExitCodes
{
    public const int Stopped = 0;
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>Kafka does not hold what the ledger points at: another topic, or a gap.</summary>
    public const int Gap = 65;

    /// <summary>Another copy of the query runs.</summary>
    public const int AlreadyRunning = 75;
}

/// <summary>A reason to stop that no retry mends.</summary>
sealed class FatalStopException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
