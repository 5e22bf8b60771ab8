using System.Collections.Concurrent;
using Analytics.Collector.Http;

namespace Analytics.Collector.Keys;

/// <summary>Limits the rate of each key: one bucket per known key with a limit, so that memory is bounded by the list of keys.</summary>
sealed class KeyLimiter(RateLimitsOptions options, TimeProvider clock)
{
    readonly ConcurrentDictionary<string, (KeyLimits Limits, TokenBucket Bucket)> _buckets = new();

    public int Count => _buckets.Count;

    /// <summary>
    /// Refuses a request of a key over its limit before its body is read; takes nothing. Sets the rate limit headers of its answer.
    /// </summary>
    /// <returns>Null when the body may be read; else the refusal.</returns>
    public Problem? Look(HttpContext context, WriteKey key) => Ask(context, key, 0, (bucket, _) => bucket.Look());

    /// <summary>Takes the request's events, all or none, and sets the rate limit headers of its answer.</summary>
    /// <param name="bytes">The size of the events with what their batch shares, decompressed; large events count as several.</param>
    /// <returns>Null when they are taken; else the refusal.</returns>
    public Problem? Take(HttpContext context, WriteKey key, int events, long bytes) =>
        Ask(context, key, Cost(events, bytes), (bucket, cost) => bucket.Take(cost));

    /// <summary>Takes a request whose body was refused, also beyond the limit: its cost is known only after it was caused.</summary>
    /// <param name="bytes">The size of what was received or decompressed.</param>
    public void Charge(HttpContext context, WriteKey key, long bytes) =>
        Ask(context, key, Cost(1, bytes), (bucket, cost) => bucket.Charge(cost));

    int Cost(int events, long bytes) => (int)Math.Clamp(bytes / options.BytesPerEvent, events, int.MaxValue);

    Problem? Ask(HttpContext context, WriteKey key, int cost, Func<TokenBucket, int, Allowance> ask)
    {
        var limits = LimitsOf(key);
        if (limits.EventsPerSecond is not { } perSecond)
        {
            KeyMetrics.Taken(key.Id, cost);
            return null;
        }

        var burst = limits.Burst ?? Math.Min(perSecond * KeyLimits.BurstSeconds, KeyLimits.Most);
        var allowance = ask(Bucket(key.Id, limits, perSecond, burst), cost);
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = burst.ToString();
        headers["X-RateLimit-Remaining"] = allowance.Remaining.ToString();
        headers["X-RateLimit-Reset"] = RetryAfter.Seconds(allowance.UntilFull).ToString();
        if (allowance.Taken)
        {
            KeyMetrics.Taken(key.Id, cost);
            return null;
        }

        KeyMetrics.Limited(key);
        return Problem.RateLimited(RetryAfter.Of(allowance.Wait));
    }

    /// <summary>Removes the buckets of all other keys, and of those whose limits have changed.</summary>
    public void KeepOnly(IEnumerable<WriteKey> keys)
    {
        // In an edited snapshot two keys may have one id.
        var known = keys.ToLookup(key => key.Id, LimitsOf);
        foreach (var (id, held) in _buckets)
        {
            if (known[id].Contains(held.Limits))
                KeyMetrics.Limit(id, held.Limits.EventsPerSecond!.Value);
            else if (_buckets.TryRemove(id, out _))
                KeyMetrics.NoLimit(id);
        }
    }

    /// <summary>
    /// Stops to show the limits of all other keys, from which nothing is taken. Their buckets stay, so that no key has a second burst
    /// because its list was withdrawn.
    /// </summary>
    public void ShowOnly(IEnumerable<WriteKey> keys)
    {
        foreach (var id in _buckets.Keys.Except(keys.Select(key => key.Id)))
            KeyMetrics.NoLimit(id);
    }

    KeyLimits LimitsOf(WriteKey key) => key.Limits.EventsPerSecond is null ? options.DefaultOf(key.Kind) : key.Limits;

    TokenBucket Bucket(string id, KeyLimits limits, int perSecond, int burst)
    {
        if (_buckets.TryGetValue(id, out var held) && held.Limits == limits)
            return held.Bucket;

        KeyMetrics.Limit(id, perSecond);
        var fresh = (limits, new TokenBucket(perSecond, TimeSpan.FromSeconds(1), burst, clock));
        return _buckets.AddOrUpdate(id, fresh, (_, other) => other.Limits == limits ? other : fresh).Bucket;
    }
}
