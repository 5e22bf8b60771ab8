using System.Diagnostics;

namespace Collector.Tests.Running;

/// <summary>Waits for a condition, never for a time.</summary>
static class Deadline
{
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> probe, TimeSpan patience)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Stopwatch.GetElapsedTime(started) < patience)
        {
            if (await probe() is { } found)
                return found;

            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Waited {patience.TotalSeconds} s in vain: {what}");
    }

    public static Task<T> UntilAsync<T>(string what, Func<Task<T?>> probe)
        where T : class => UntilAsync(what, probe, _patience);

    public static Task<string> UntilAsync(string what, Func<Task<bool>> probe, TimeSpan patience) =>
        UntilAsync(what, async () => await probe() ? what : null, patience);

    public static Task<string> UntilAsync(string what, Func<Task<bool>> probe) => UntilAsync(what, probe, _patience);

    public static Task<T> UntilAsync<T>(string what, Func<T?> probe)
        where T : class => UntilAsync(what, () => Task.FromResult(probe()));
}
