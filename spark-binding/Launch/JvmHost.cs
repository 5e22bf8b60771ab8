using Analytics.SparkBinding.Launch;
using Analytics.SparkBinding.Protocol;

namespace Analytics.SparkBinding;

/// <summary>The one JVM of this process: attached when Spark started us (PYSPARK_GATEWAY_PORT is set), else started by us.</summary>
public static class JvmHost
{
    const int HookPriority = 1000;
    static readonly Lock _gate = new();
    static volatile RunningJvm? _running;

    static JvmHost() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Shutdown();

    /// <summary>
    /// Raised once, on a background thread, when the JVM is gone without <see cref="Shutdown"/>; the text says how it was noticed.
    /// </summary>
    public static event Action<string>? OnJvmLost;

    /// <summary>
    /// Raised when a connection to the callback port was closed because it was not the JVM's, at most once in 10 s; the text says why.
    /// Without a handler the text goes to standard error.
    /// </summary>
    public static event Action<string>? OnCallbackRefused;

    /// <summary>Process id of the JVM that we started; null when attached or not started.</summary>
    public static int? JvmProcessId => _running?.ProcessId;

    /// <summary>Whether Spark started this process, so that the JVM's end is this process's end too.</summary>
    public static bool IsAttached => _running is { ProcessId: null };

    internal static JvmClient Current => (_running ?? Start(new LaunchOptions(), mayRun: true)).Client;

    /// <summary>Attaches or starts now, with these options; without it the first call does so with the default ones.</summary>
    /// <exception cref="InvalidOperationException">Already started, or it could not be: the message says why.</exception>
    public static void Launch(LaunchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Start(options, mayRun: false);
    }

    /// <summary>
    /// Calls the action in the JVM's shutdown (Hadoop's ShutdownHookManager, before Spark's own hook), with the Spark context still alive:
    /// stop queries, wait for batches, return within 30 s. Only the JVM is signaled when Spark started us, so this is our SIGTERM.
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
            Jvm.CallStatic("org.apache.hadoop.util.ShutdownHookManager", "get")!;
        hooks.Invoke("addShutdownHook", hook, HookPriority);
    }

    /// <summary>Closes every connection; a JVM that we started ends. A later call starts anew.</summary>
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
