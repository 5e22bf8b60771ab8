using System.Collections.Concurrent;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// Caches recent results, without a lock for readers. It has two generations: a hit in the older one moves to the younger, and the older
/// one is dropped when the younger is full. So at least the newest half of <paramref name="capacity"/> stays, and never more than all of
/// it.
/// </summary>
sealed class RecentlyUsed<T>(int capacity)
    where T : class
{
    readonly Lock _turning = new();
    volatile ConcurrentDictionary<string, T> _young = new();
    volatile ConcurrentDictionary<string, T> _old = new();
    int _count;

    public int Count => _young.Count + _old.Count;

    public bool Contains(string key) => _young.ContainsKey(key) || _old.ContainsKey(key);

    public T GetOrAdd(string key, Func<string, T> make)
    {
        if (_young.TryGetValue(key, out var known))
            return known;

        var value = _old.TryGetValue(key, out var older) ? older : make(key);
        if (_young.TryAdd(key, value) && Interlocked.Increment(ref _count) >= capacity / 2)
            Turn();

        return value;
    }

    void Turn()
    {
        lock (_turning)
        {
            if (_count < capacity / 2)
                return;

            _old = _young;
            _young = new ConcurrentDictionary<string, T>();
            _count = 0;
        }
    }
}
