using Analytics.Collector.Http;

namespace Analytics.Collector.Keys;

/// <summary>
/// Delays the answers to requests that are over a limit or whose key or origin is refused: a client that sends again as soon as it is
/// answered waits, instead of using the processors that other clients need.
/// </summary>
sealed class RefusalDelay(RateLimitsOptions options, LimitsOptions limits, TimeProvider clock)
{
    /// <summary>The divisor of the connections: how many requests may wait at once. Further ones are answered without a delay.</summary>
    const int ShareOfConnections = 8;

    int _waiting;

    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    public async Task WaitAsync(HttpContext context, Problem problem)
    {
        if (problem.Status is not (401 or 403 or 429) || options.RefusalDelay == TimeSpan.Zero)
            return;

        BodyReader.Release(context);
        try
        {
            if (Interlocked.Increment(ref _waiting) <= Math.Max(1, limits.Connections / ShareOfConnections))
                await Task.Delay(options.RefusalDelay, clock, context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
