using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Measuring;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.CatchUp;

/// <summary>The events that wait in Kafka, sent through a collector, and those that come while they are read.</summary>
/// <param name="Events">At least so many wait.</param>
/// <param name="Partitions">The partitions of their topic.</param>
/// <param name="Live">The events per second that come meanwhile.</param>
sealed record Backlog(long Events, int Partitions, double Live)
{
    static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan _limit = TimeSpan.FromHours(1);

    /// <summary>Sends the events.</summary>
    /// <returns>The number of accepted events.</returns>
    public async Task<long> FillAsync(LocalStack stack, string folder, CancellationToken stopping)
    {
        using var generator = await Generator.StartAsync(folder, stack.Collector.Url, Of(rate: 100_000), _limit);
        using var timer = new PeriodicTimer(_look);
        while (await CollectorCounts.AcceptedAsync(stack.Collector.Url, stopping) < Events)
        {
            if (generator.HasEnded)
                throw new BenchmarkException("The generator ended by itself.");

            await timer.WaitForNextTickAsync(stopping);
        }

        await generator.StopAsync();
        return await CollectorCounts.AcceptedAsync(stack.Collector.Url, stopping);
    }

    /// <summary>Starts the traffic of one run; null without.</summary>
    /// <param name="run">The number of the run: each has other events.</param>
    public async Task<Generator?> StartLiveAsync(LocalStack stack, string folder, int run) =>
        Live > 0 ? await Generator.StartAsync(folder, stack.Collector.Url, Of(Live), _limit, seed: 1 + run) : null;

    Load Of(double rate) => new(rate, 2_000, TimeSpan.Zero, TimeSpan.Zero, 0, 0, Partitions);
}
