using Analytics.Hosting;

namespace Analytics.Warehouse;

/// <summary>The warehouse could not be migrated; the message says what to do.</summary>
public sealed class MigrationException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
