using System.Globalization;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Testing.Prometheus;

/// <summary>A real Prometheus that scrapes nothing and holds given samples, and what recording rules make of them.</summary>
public sealed class RunningPrometheus : IAsyncDisposable
{
    readonly HttpClient _http;
    readonly GuardedProcess _process;

    RunningPrometheus(HttpClient http, GuardedProcess process) => (_http, _process) = (http, process);

    /// <summary>The address, ending with a slash.</summary>
    public Uri Url => _http.BaseAddress!;

    /// <summary>Loads the samples, runs the rules over their time, and starts the server.</summary>
    /// <param name="folder">An empty folder for its data and logs.</param>
    /// <param name="samples">Lines of OpenMetrics with times, without the end mark.</param>
    /// <param name="rules">The file of recording rules.</param>
    public static async Task<RunningPrometheus> StartAsync(
        string folder,
        IEnumerable<string> samples,
        string rules,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var given = Path.Combine(folder, "samples.om");
        var data = Path.Combine(folder, "data");
        await File.WriteAllLinesAsync(given, [.. samples, "# EOF"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), "global: {}\n", TestContext.Current.CancellationToken);
        await LoadAsync(folder, "openmetrics", given, data);
        // The rules' results are blocks beside the samples, which a server loads when it starts.
        await using (var first = await ServeAsync(folder, data))
        {
            await LoadAsync(
                folder,
                "rules",
                $"--start={from.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}",
                $"--end={to.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}",
                $"--url={first.Url}",
                $"--output-dir={data}",
                rules
            );
        }
        return await ServeAsync(folder, data);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        _process.Dispose();
        _http.Dispose();
    }

    static async Task LoadAsync(string folder, string kind, params string[] arguments)
    {
        var (code, output) = await PrometheusTool.CheckAsync(folder, ["tsdb", "create-blocks-from", kind, .. arguments]);
        if (code != 0)
            throw new InvalidOperationException($"promtool tsdb create-blocks-from {kind} ended with {code}: {output}");
    }

    static async Task<RunningPrometheus> ServeAsync(string folder, string data)
    {
        var address = $"127.0.0.1:{Ports.Free()}";
        var log = Path.Combine(folder, "prometheus.log");
        var process = await GuardedProcess.StartAsync(
            new ProcessSpec(
                "prometheus",
                [
                    PrometheusTool.Path(PrometheusTool.Server),
                    $"--config.file={Path.Combine(folder, "prometheus.yml")}",
                    $"--storage.tsdb.path={data}",
                    "--storage.tsdb.retention.time=40d",
                    $"--web.listen-address={address}",
                ],
                log
            )
        );
        var running = new RunningPrometheus(new HttpClient { BaseAddress = new Uri($"http://{address}/") }, process);
        await Poll.UntilAsync($"Prometheus is ready; its log is {log}", () => running.IsReadyAsync());
        return running;
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("-/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
