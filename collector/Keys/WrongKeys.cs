using Analytics.Collector.Http;

namespace Analytics.Collector.Keys;

/// <summary>Counts wrong keys by client address; keeps a limited number of addresses, the newest.</summary>
sealed class WrongKeys(RateLimitsOptions options, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, LinkedListNode<(string Address, TokenBucket Bucket)>> _byAddress = [];
    readonly LinkedList<(string Address, TokenBucket Bucket)> _newestFirst = new();

    public int Count => _byAddress.Count;

    /// <summary>Counts one more wrong key.</summary>
    /// <returns>The seconds to wait when there are too many; else null.</returns>
    public int? Add(string address)
    {
        var allowance = Bucket(address).Take(1);
        return allowance.Taken ? null : RetryAfter.Of(allowance.Wait);
    }

    TokenBucket Bucket(string address)
    {
        lock (_lock)
        {
            if (_byAddress.TryGetValue(address, out var node))
            {
                _newestFirst.Remove(node);
            }
            else
            {
                if (_byAddress.Count == options.Addresses)
                {
                    _byAddress.Remove(_newestFirst.Last!.Value.Address);
                    _newestFirst.RemoveLast();
                }

                node = new(
                    (address, new TokenBucket(options.WrongKeysPerMinute, TimeSpan.FromMinutes(1), options.WrongKeysPerMinute, clock))
                );
                _byAddress.Add(address, node);
            }

            _newestFirst.AddFirst(node);
            return node.Value.Bucket;
        }
    }
}
