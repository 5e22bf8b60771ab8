using Analytics.Collector.Http;
using BitFaster.Caching.Lru;

namespace Analytics.Collector.Keys;

/// <summary>Counts wrong keys by client address; keeps a limited number of addresses, the newest.</summary>
sealed class WrongKeys(RateLimitsOptions options, TimeProvider clock)
{
    readonly ClassicLru<string, TokenBucket> _byAddress = new(options.Addresses);

    public int Count => _byAddress.Count;

    /// <summary>Counts one more wrong key.</summary>
    /// <returns>The seconds to wait when there are too many; else null.</returns>
    public int? Add(string address)
    {
        var allowance = _byAddress.GetOrAdd(address, _ => Bucket()).Take(1);
        return allowance.Taken ? null : RetryAfter.Of(allowance.Wait);
    }

    TokenBucket Bucket() => new(options.WrongKeysPerMinute, TimeSpan.FromMinutes(1), options.WrongKeysPerMinute, clock);
}
