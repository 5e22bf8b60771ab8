using Analytics.SparkBinding.Launch;
using Analytics.SparkBinding.Protocol;

namespace Analytics.SparkBinding;

/// <summary>
/// The JVM of this process: attached when Spark started the process (PYSPARK_GATEWAY_PORT is set), else started by the process.
/// </summary>
public static class JvmHost
{
    const int HookPriority = 1000;
    static readonly Lock _gate = new();
    static volatile RunningJvm? _running;

    static JvmHost() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Shutdown();

    /// <summary>
    /// Raised once, on a background thread, when the JVM ends without <see cref="Shutdown"/>; the text says how this was detected.
    /// </summary>
    public static event Action<string>? OnJvmLost;

    /// <summary>
    /// Raised when a connection to the callback port is closed because it is not the JVM's, at most once in 10 s; the text gives the
    /// reason. Without a handler the text is written to standard error.
    /// </summary>
    public static event Action<string>? OnCallbackRefused;

    /// <summary>The process id of the JVM that this process started; null when attached or not started.</summary>
    public static int? JvmProcessId => _running?.ProcessId;

    /// <summary>True when Spark started this process, which then ends with the JVM.</summary>
    public static bool IsAttached => _running is { ProcessId: null };

    internal static JvmClient Current => (_running ?? Start(new LaunchOptions(), mayRun: true)).Client;

    /// <summary>
    /// Attaches to the JVM or starts it with these options. Without this call the first call into the JVM does so with the default options.
    /// </summary>
    /// <exception cref="InvalidOperationException">The JVM is already started, or could not be started; the message gives the
    /// reason.</exception>
    public static void Launch(LaunchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Start(options, mayRun: false);
    }

    /// <summary>
    /// Calls the action in the JVM's shutdown (Hadoop's ShutdownHookManager, before Spark's own hook), while the Spark context is alive: it
    /// can stop queries and wait for batches, within 30 s. When Spark started this process only the JVM gets a signal, so this replaces
    /// SIGTERM.
    /// </summary>
    public static void RegisterShutdownHook(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var hook = new JvmCallback("java.lang.Runnable", (_, _) =>
        {
            action();
            return null;
        });
        using var hooks = (Microsoft.Spark.Interop.Ipc.JvmObjectReference)
            Current.CallStatic("org.apache.hadoop.util.ShutdownHookManager", "get", [])!;
        hooks.Invoke("addShutdownHook", hook, HookPriority);
    }

    /// <summary>Closes every connection and ends a JVM that this process started. A later call starts a new one.</summary>
    public static void Shutdown()
    {
        RunningJvm? running;
        lock (_gate)
        {
            running = _running;
            _running = null;
        }

        running?.Dispose();
    }

    internal static void EnsureStarted() => _ = Current;

    static void Refused(string reason) => (OnCallbackRefused ?? Console.Error.WriteLine)(reason);

    static RunningJvm Start(LaunchOptions options, bool mayRun)
    {
        lock (_gate)
        {
            if (_running is { } running)
            {
                return mayRun
                    ? running
                    : throw new InvalidOperationException("the JVM was started before: launch it before the first call, once");
            }
            return _running = RunningJvm.Start(options, reason => OnJvmLost?.Invoke(reason), Refused);
        }
    }
}
