using Analytics.Hosting;

namespace Analytics.Warehouse;

/// <summary>Thrown when the warehouse could not be migrated; the message has the remedy.</summary>
public sealed class MigrationException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
