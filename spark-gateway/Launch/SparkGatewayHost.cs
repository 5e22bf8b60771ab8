using Analytics.SparkGateway.Protocol;

namespace Analytics.SparkGateway;

/// <summary>The one JVM of this process: attached when Spark started us (PYSPARK_GATEWAY_PORT is set), else started by us.</summary>
public static class SparkGatewayHost
{
    internal static Gateway Current => throw new NotSupportedException();

    /// <summary>Raised once, on a background thread, when the JVM is gone without <see cref="Shutdown"/>; the text says how it was noticed.</summary>
    public static event Action<string>? OnJvmLost;

    /// <summary>Process id of the JVM that we started; null when attached or not started.</summary>
    public static int? JvmProcessId => null;

    public static bool IsAttached => false;

    /// <summary>Attaches or starts now, with these options; without it the first call does so with the default ones.</summary>
    /// <exception cref="InvalidOperationException">Already started, or it could not be: the message says why.</exception>
    public static void Launch(LaunchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OnJvmLost?.Invoke("");
        throw new NotSupportedException();
    }

    /// <summary>
    /// Calls the action in the JVM's shutdown (Hadoop's ShutdownHookManager, before Spark's own hook), with the Spark context still alive:
    /// stop queries, wait for batches, return within 30 s. Only the JVM is signalled when Spark started us, so this is our SIGTERM.
    /// </summary>
    public static void RegisterShutdownHook(Action action) => throw new NotSupportedException();

    /// <summary>Closes every connection; a JVM that we started ends. A later call starts anew.</summary>
    public static void Shutdown() => throw new NotSupportedException();

    internal static void EnsureStarted() => _ = Current;
}
