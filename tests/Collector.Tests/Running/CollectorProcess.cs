using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace Collector.Tests.Running;

/// <summary>The collector in a separate process, on a free port.</summary>
sealed partial class CollectorProcess : IAsyncDisposable
{
    const int Sigterm = 15;
    readonly Process _process;
    readonly ConcurrentQueue<string> _lines = new();

    readonly TestFolder? _folder;
    bool _isDisposed;

    /// <param name="environment">Additional environment variables.</param>
    /// <param name="before">The command that starts it by running its arguments.</param>
    CollectorProcess(
        IEnumerable<string> settings,
        IReadOnlyDictionary<string, string>? environment = null,
        params IEnumerable<string> before
    )
    {
        // Each process has a new spool, unless the test sets one that outlives it.
        _folder = settings.Any(setting => setting.StartsWith("Spool:Folder=", StringComparison.Ordinal)) ? null : new TestFolder();
        if (_folder is not null)
            settings = [.. settings, $"Spool:Folder={_folder.Path}"];

        string[] command = [.. before, "dotnet", Assembly, "--urls", "http://127.0.0.1:0", .. settings.Select(setting => $"--{setting}")];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command[1..])
            start.ArgumentList.Add(argument);

        start.Environment.Remove("ANALYTICS_KAFKA");
        start.Environment.Remove("ANALYTICS_WAREHOUSE");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public HttpClient Http { get; private set; } = new();

    public string Output => string.Join('\n', _lines);

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a collector and waits until it listens.</summary>
    public static Task<CollectorProcess> StartAsync(params string[] settings) => ListeningAsync(new CollectorProcess(settings));

    /// <summary>Does the same with additional variables, or by another command.</summary>
    public static Task<CollectorProcess> StartAsync(
        IEnumerable<string> settings,
        IReadOnlyDictionary<string, string> environment,
        params IEnumerable<string> before
    ) => ListeningAsync(new CollectorProcess(settings, environment, before));

    /// <summary>Ends a collector that does not come to listen, and fails with its output.</summary>
    static async Task<CollectorProcess> ListeningAsync(CollectorProcess collector)
    {
        try
        {
            var address = await Poll.FindAsync("the collector listens", () =>
                collector._process.HasExited
                    ? throw new InvalidOperationException($"The collector ended:\n{collector.Output}")
                    : collector._lines.Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value
            );
            collector.Url = new Uri(address);
            collector.Http = new HttpClient(
                new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }
            )
            {
                BaseAddress = collector.Url,
                Timeout = TimeSpan.FromMinutes(1),
            };
            return collector;
        }
        catch
        {
            await collector.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a collector that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] settings)
    {
        await using var collector = new CollectorProcess(settings);
        await collector.ExitAsync();
        return (collector._process.ExitCode, collector.Output);
    }

    public Task ReadyAsync() =>
        Poll.UntilAsync("the collector is ready", async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode);

    /// <summary>Returns a metric without labels; -1 when it is absent.</summary>
    public async Task<double> MetricAsync(string name) =>
        (await Http.GetStringAsync("/metrics"))
            .Split('\n')
            .Where(line => line.StartsWith($"{name} ", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[1]))
            .FirstOrDefault(-1);

    /// <summary>Sends SIGKILL, and waits until the process is gone.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public void Terminate() => Assert.Equal(0, Kill(_process.Id, Sigterm));

    public async Task<int> ExitAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;

        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder?.Dispose();
    }

    /// <summary>The collector's assembly, beside the test assembly.</summary>
    internal static string Assembly =>
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "Analytics.Collector",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')),
            "Analytics.Collector.dll"
        );

    [GeneratedRegex("Now listening on: (http://[0-9.:]+)")]
    private static partial Regex Listening();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
