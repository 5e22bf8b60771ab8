using System.Diagnostics;

namespace Analytics.SparkBinding.Launch;

/// <summary>
/// A JVM that this process started. It ends when the pipe to its standard input closes, so it never outlives this process.
/// </summary>
sealed class LaunchedJvm : IDisposable
{
    // The JVM ignores Ctrl-C, which reaches the whole process group while the JVM is still needed. The shell redirects its output.
    const string Shielded =
        """trap "" HUP INT TERM; log=$1; shift; if [ -n "$log" ]; then exec "$@" >>"$log" 2>&1; else exec "$@" 1>&2; fi""";

    static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan _end = TimeSpan.FromSeconds(15);
    readonly Process _process;

    LaunchedJvm(Process process, ConnectionInfo connection)
    {
        _process = process;
        Connection = connection;
    }

    public ConnectionInfo Connection { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts the JVM and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">The JVM ended, or took too long.</exception>
    public static LaunchedJvm Start(LaunchOptions options)
    {
        var home = SparkHome.Find(options.SparkHome);
        var folder = Directory.CreateTempSubdirectory("spark-binding-");
        try
        {
            var info = Path.Combine(folder.FullName, "connection");
            var process = Process.Start(StartInfo(home, options, info))!;
            try
            {
                Await(process, info, options);
                return new(process, ConnectionInfo.Read(info));
            }
            catch
            {
                process.Kill(entireProcessTree: true);
                process.Dispose();
                throw;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Calls the action with the exit code when the process has ended.</summary>
    public void WhenEnded(Action<int> ended)
    {
        _process.Exited += (_, _) => ended(_process.ExitCode);
        _process.EnableRaisingEvents = true;
    }

    /// <summary>Closes its standard input and waits until it has ended; kills it after 15 s.</summary>
    public void Dispose()
    {
        _process.EnableRaisingEvents = false;
        _process.StandardInput.Close();
        if (!_process.WaitForExit(_end))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    static ProcessStartInfo StartInfo(SparkHome home, LaunchOptions options, string info)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        string[] shell = ["-c", Shielded, "sh", options.LogFile ?? ""];
        foreach (var arg in shell.Concat(JvmCommandLine.Submit(home, options)).Append("pyspark-shell"))
            start.ArgumentList.Add(arg);
        start.Environment["SPARK_HOME"] = home.Path;
        start.Environment["PYSPARK_PIN_THREAD"] = "true";
        start.Environment["_PYSPARK_DRIVER_CONN_INFO_PATH"] = info;
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;
        return start;
    }

    static void Await(Process process, string info, LaunchOptions options)
    {
        var output = options.LogFile is { } file ? $"its output is in {file}" : "its output is on standard error";
        var since = Stopwatch.StartNew();
        while (!File.Exists(info))
        {
            if (process.WaitForExit(_poll))
                throw new InvalidOperationException($"the JVM ended with exit code {process.ExitCode} before it listened; {output}");
            if (since.Elapsed > options.StartTimeout)
                throw new InvalidOperationException($"the JVM did not listen within {options.StartTimeout}; {output}");
        }
    }
}
