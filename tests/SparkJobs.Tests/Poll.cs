using System.Diagnostics;

namespace SparkJobs.Tests;

/// <summary>Waits for a condition, with a deadline and a message.</summary>
static class Poll
{
    static readonly TimeSpan _deadline = TimeSpan.FromMinutes(3);
    static readonly TimeSpan _period = TimeSpan.FromMilliseconds(200);

    public static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> reached, Func<T, string> message)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(_period);
        while (true)
        {
            var found = await read();
            if (reached(found))
                return found;

            Assert.True(waited.Elapsed < _deadline, $"After {_deadline}: {message(found)}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
