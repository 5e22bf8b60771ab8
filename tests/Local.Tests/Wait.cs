using System.Diagnostics;

namespace Analytics.Local.Tests;

static class Wait
{
    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within the limit (20 s unless said); the message is the given one.</exception>
    public static Task UntilAsync(Func<bool> condition, string message, TimeSpan? limit = null) =>
        UntilAsync(() => Task.FromResult(condition()), message, limit);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, string message, TimeSpan? limit = null)
    {
        var began = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            if (began.Elapsed > (limit ?? TimeSpan.FromSeconds(20)))
                throw new TimeoutException(message);
            await timer.WaitForNextTickAsync();
        }
    }
}
