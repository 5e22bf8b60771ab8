using System.Diagnostics;

namespace SparkJobs.Tests;

/// <summary>Waits for a condition, with a deadline and a message.</summary>
static class Poll
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    public static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> reached, Func<T, string> message)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Period);
        while (true)
        {
            var found = await read();
            if (reached(found))
            {
                return found;
            }

            Assert.True(waited.Elapsed < Deadline, $"After {Deadline}: {message(found)}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
