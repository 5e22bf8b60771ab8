using Analytics.Collector.Processing;

namespace Collector.Tests.Processing;

/// <summary>Requests that wait to be processed get their turn by key.</summary>
public sealed class ProcessingTurnsTests
{
    const int Places = 3;

    [Fact]
    public async Task A_quiet_key_waits_for_one_request_of_a_noisy_key()
    {
        var turns = new ProcessingTurns(1);
        var first = await turns.TakeAsync("noisy");
        var order = new List<string>();
        var noisy = Enumerable.Range(0, 20).Select(_ => PassAsync(turns, "noisy", order)).ToList();
        var quiet = Enumerable.Range(0, 2).Select(_ => PassAsync(turns, "quiet", order)).ToList();
        Assert.Empty(order);

        first.Dispose();
        await Task.WhenAll([.. noisy, .. quiet]);
        Assert.Equal(["noisy", "quiet", "noisy", "quiet", .. Enumerable.Repeat("noisy", 18)], order);
    }

    [Fact]
    public async Task Keys_without_another_one_take_every_place()
    {
        var turns = new ProcessingTurns(2);
        var (first, second) = (turns.TakeAsync("a").AsTask(), turns.TakeAsync("a").AsTask());
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);

        var third = turns.TakeAsync("a").AsTask();
        Assert.False(third.IsCompleted);
        (await second).Dispose();
        (await third).Dispose();
        (await first).Dispose();
        Assert.True(turns.TakeAsync("b").AsTask().IsCompletedSuccessfully);
        Assert.True(turns.TakeAsync("b").AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Every_request_gets_a_turn_and_never_more_than_the_bound_at_once()
    {
        var turns = new ProcessingTurns(Places);
        var (at, highest, passed) = (0, 0, 0);
        var random = new Random(7);
        var keys = Enumerable.Range(0, 2000).Select(_ => $"key-{random.Next(5)}").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (key, _) =>
        {
            using (await turns.TakeAsync(key))
            {
                var now = Interlocked.Increment(ref at);
                InterlockedMax(ref highest, now);
                await Task.Yield();
                Interlocked.Decrement(ref at);
            }

            Interlocked.Increment(ref passed);
        });
        Assert.Equal(keys.Count, passed);
        Assert.InRange(highest, 2, Places);
    }

    static async Task PassAsync(ProcessingTurns turns, string key, List<string> order)
    {
        using (await turns.TakeAsync(key))
            order.Add(key);
    }

    static void InterlockedMax(ref int highest, int value)
    {
        for (int seen; value > (seen = Volatile.Read(ref highest)); )
            Interlocked.CompareExchange(ref highest, value, seen);
    }
}
