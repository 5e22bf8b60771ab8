using System.Text.Json;
using Analytics.Local;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The traffic, in a process of its own: it must not take the measuring process's time.</summary>
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

    /// <param name="limit">It ends by itself after this, whatever happens here.</param>
    public static async Task<Generator> StartAsync(string folder, string url, double rate, TimeSpan limit)
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
                        $"{rate}",
                        "--for",
                        $"{limit.TotalSeconds:0}s",
                    ],
                    log
                )
                {
                    Grace = TimeSpan.FromSeconds(40), // It waits for the answers of what is under way.
                }
            ),
            log
        );
    }

    /// <summary>Ends the traffic; returns when every answer is there.</summary>
    /// <exception cref="BenchmarkException">It did not say what became of its events.</exception>
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

/// <summary>What the generator sent, and what the collector answered, in events.</summary>
/// <param name="Unknown">Neither accepted nor rejected: the request failed.</param>
sealed record Sent(long Events, long Accepted, long Rejected, long Unknown);
