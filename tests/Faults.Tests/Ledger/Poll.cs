using System.Diagnostics;

namespace Faults.Tests.Ledger;

/// <summary>Waits for a condition, with a deadline and a message.</summary>
static class Poll
{
    static readonly TimeSpan _deadline = TimeSpan.FromMinutes(5);
    static readonly TimeSpan _period = TimeSpan.FromMilliseconds(500);

    /// <param name="atLeast">The time that it takes by itself; the deadline comes after it.</param>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> reached,
        Func<T, string> message,
        TimeSpan atLeast = default
    )
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(_period);
        while (true)
        {
            var found = await read();
            if (reached(found))
                return found;
            Assert.True(waited.Elapsed < _deadline + atLeast, $"After {_deadline}: {message(found)}.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
