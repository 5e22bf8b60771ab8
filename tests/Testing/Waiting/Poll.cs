using System.Diagnostics;

namespace Analytics.Testing.Waiting;

/// <summary>Waits for a condition, not for a time, with a deadline and a message.</summary>
public static class Poll
{
    static readonly TimeSpan _period = TimeSpan.FromMilliseconds(20);

    /// <summary>The default deadline: long, since tests run beside each other on machines that others use.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="what">The awaited condition, for the message: "the collector is ready".</param>
    /// <exception cref="TimeoutException">The condition does not hold within the deadline.</exception>
    public static Task UntilAsync(string what, Func<bool> holds, TimeSpan? deadline = null) =>
        UntilAsync(what, () => Task.FromResult(holds()), deadline);

    /// <inheritdoc cref="UntilAsync(string, Func{bool}, TimeSpan?)"/>
    public static Task UntilAsync(string what, Func<Task<bool>> holds, TimeSpan? deadline = null) =>
        UntilAsync(holds, held => held, _ => what, deadline);

    /// <summary>Waits until a value is found.</summary>
    /// <inheritdoc cref="UntilAsync(string, Func{bool}, TimeSpan?)"/>
    public static Task<T> FindAsync<T>(string what, Func<T?> find, TimeSpan? deadline = null)
        where T : class => FindAsync(what, () => Task.FromResult(find()), deadline);

    /// <inheritdoc cref="FindAsync{T}(string, Func{T}, TimeSpan?)"/>
    public static async Task<T> FindAsync<T>(string what, Func<Task<T?>> find, TimeSpan? deadline = null)
        where T : class => (await UntilAsync(find, found => found is not null, _ => what, deadline))!;

    /// <summary>Reads repeatedly until the value is as expected.</summary>
    /// <param name="message">Returns the message for the last value: the awaited condition and the progress so far.</param>
    /// <param name="period">The time between two reads; 20 ms by default, longer for an expensive read.</param>
    /// <exception cref="TimeoutException">The value is not as expected within the deadline.</exception>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> reached,
        Func<T, string> message,
        TimeSpan? deadline = null,
        TimeSpan? period = null
    )
    {
        var limit = deadline ?? Deadline;
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(period ?? _period);
        while (true)
        {
            var found = await read();
            if (reached(found))
                return found;
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new TimeoutException($"Waited {limit.TotalSeconds:0.#} s: {message(found)}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
