using System.Collections.Concurrent;
using System.Net;
using Collector.Tests.Running;

namespace Collector.Tests.Keys;

/// <summary>A key at full speed fills its own share of the queue and takes nothing from another key.</summary>
public sealed class NoisyKeyTests(RunningCollector running)
{
    const int Senders = 8;
    const int Refusals = 50;
    const int Requests = 100;
    const int Most = 10_000;

    [Fact]
    public async Task A_key_at_full_speed_is_refused_and_another_one_never()
    {
        await using var collector = await running.StartAnotherAsync("Kafka:QueueEvents=1000", "Kafka:LingerMs=50");
        var run = Guid.NewGuid().ToString("N");
        var noisy = new ConcurrentQueue<HttpStatusCode>();
        using var over = new CancellationTokenSource();
        var senders = Enumerable
            .Range(0, Senders)
            .Select(sender =>
                Task.Run(async () =>
                {
                    for (var at = 0; !over.IsCancellationRequested; at++)
                    {
                        using var answer = await collector.PostAsync(
                            RunningCollector.ServerKey,
                            Posting.Events(250, $"{run}-{sender}-{at}")
                        );
                        noisy.Enqueue(answer.StatusCode);
                    }
                })
            )
            .ToArray();
        var quiet = new List<HttpStatusCode>();
        while ((quiet.Count < Requests || Refused() < Refusals) && quiet.Count < Most && !senders.Any(sender => sender.IsFaulted))
        {
            using var answer = await collector.PostAsync(RunningCollector.BrowserKey, Posting.Events(5, $"{run}-quiet-{quiet.Count}"));
            quiet.Add(answer.StatusCode);
        }

        await over.CancelAsync();
        await Task.WhenAll(senders);
        Assert.InRange(Refused(), Refusals, int.MaxValue);
        Assert.All(quiet, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains(HttpStatusCode.OK, noisy);

        int Refused() => noisy.Count(status => status == HttpStatusCode.ServiceUnavailable);
    }
}
