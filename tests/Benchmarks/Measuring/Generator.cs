using System.Text.Json;
using Analytics.Benchmarks.Contenders;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The traffic in a separate process, so that it takes no CPU time from the measuring process.</summary>
sealed class Generator : IDisposable
{
    readonly GuardedProcess _process;
    readonly string _log;

    Generator(GuardedProcess process, string log)
    {
        _process = process;
        _log = log;
    }

    public int Pid => _process.Pid;
    public bool HasEnded => _process.Exited.IsCompleted;

    /// <param name="limit">The time after which the process ends by itself.</param>
    /// <param name="seed">The seed of the visitors: events of the same seed are the same.</param>
    public static async Task<Generator> StartAsync(string folder, string url, Load load, TimeSpan limit, int seed = 1)
    {
        var log = Path.Combine(folder, "logs", "generator.log");
        return new(
            await GuardedProcess.StartAsync(
                new ProcessSpec(
                    "generator",
                    [
                        "dotnet",
                        Repository.Assembly("Analytics.Local"),
                        "traffic",
                        "--url",
                        url,
                        "--rate",
                        $"{load.Rate}",
                        "--visitors",
                        $"{load.Visitors}",
                        "--seed",
                        $"{seed}",
                        "--for",
                        $"{limit.TotalSeconds:0}s",
                    ],
                    log
                )
                {
                    Grace = TimeSpan.FromSeconds(40), // The generator waits for the answers of requests under way.
                }
            ),
            log
        );
    }

    /// <summary>Ends the traffic; returns when every answer has arrived.</summary>
    /// <exception cref="BenchmarkException">The generator did not report its results.</exception>
    public async Task<Sent> StopAsync()
    {
        await _process.StopAsync();
        var last = File.ReadLines(_log).LastOrDefault(line => line.StartsWith("{\"sent\"", StringComparison.Ordinal))
            ?? throw new BenchmarkException($"The generator did not say what it sent:{Environment.NewLine}{LogTail.Read(_log)}");
        using var json = JsonDocument.Parse(last);
        long Of(string name) => json.RootElement.GetProperty(name).GetInt64();
        return new(Of("sent"), Of("accepted"), Of("rejected"), Of("unknown"));
    }

    public void Dispose()
    {
        _process.StopAsync().GetAwaiter().GetResult();
        _process.Dispose();
    }
}

/// <summary>The events that the generator sent, by the collector's answer.</summary>
/// <param name="Unknown">The events of failed requests: neither accepted nor rejected.</param>
sealed record Sent(long Events, long Accepted, long Rejected, long Unknown);
