using Analytics.SparkBinding.Protocol;

namespace Analytics.SparkBinding.Launch;

/// <summary>A JVM in use, attached or ours (sections 10a and 10b of the protocol), watched for its end.</summary>
sealed class RunningJvm : IDisposable
{
    readonly LaunchedJvm? _launched;

    RunningJvm(JvmClient client, LaunchedJvm? launched)
    {
        Client = client;
        _launched = launched;
    }

    public JvmClient Client { get; }

    public int? ProcessId => _launched?.ProcessId;

    public static RunningJvm Start(LaunchOptions options, Action<string> lost, Action<string> refused)
    {
        var given = ConnectionInfo.FromEnvironment();
        if (given is not null && Environment.GetEnvironmentVariable("PYSPARK_PIN_THREAD") == "false")
            throw new InvalidOperationException("PYSPARK_PIN_THREAD=false is not supported: unset it");
        var running = given is null ? Launch(options, refused) : new RunningJvm(Connect(given, refused), null);
        var exits = options.ExitWhenJvmIsLost ?? given is not null;
        running.Client.JvmLost += reason => Report(reason, lost, exits);
        running.Watch();
        return running;
    }

    public void Dispose()
    {
        Client.Dispose();
        _launched?.Dispose();
    }

    static RunningJvm Launch(LaunchOptions options, Action<string> refused)
    {
        var launched = LaunchedJvm.Start(options);
        try
        {
            return new(Connect(launched.Connection, refused), launched);
        }
        catch
        {
            launched.Dispose();
            throw;
        }
    }

    static JvmClient Connect(ConnectionInfo jvm, Action<string> refused) => new(jvm.Port, jvm.Secret, JvmBridge.Instance, refused);

    void Watch()
    {
        if (_launched is not null)
        {
            _launched.WhenEnded(code => Client.DeclareLost($"its process ended with exit code {code}"));
        }
        else
        {
            StandardInputWatch.Start(() =>
            {
                if (!Client.Answers(otherwise: false))
                    Client.DeclareLost("the pipe from it closed");
            });
        }
    }

    // A separate thread runs the handlers: any caller can detect the loss, and a handler can be slow or end the process.
    static void Report(string reason, Action<string> lost, bool exits) =>
        new Thread(() =>
        {
            try
            {
                lost(reason);
            }
            finally
            {
                if (exits)
                {
                    Console.Error.WriteLine($"the JVM is gone: {reason}");
                    Environment.Exit(1);
                }
            }
        })
        {
            IsBackground = true,
            Name = "spark-jvm-lost",
        }.UnsafeStart();
}
