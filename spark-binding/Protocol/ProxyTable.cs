using System.Collections.Concurrent;

namespace Analytics.SparkBinding.Protocol;

/// <summary>The callbacks that the JVM can call, by their secret ids.</summary>
sealed class ProxyTable
{
    readonly ConcurrentDictionary<string, Entry> _entries = new();

    public int Count => _entries.Count;

    /// <summary>Adds one proxy: the JVM creates one each time a callback is passed, and later reports that it was collected.</summary>
    public void Add(JvmCallback callback)
    {
        callback.PassedTo(this);
        _entries.AddOrUpdate(callback.Id, _ => new(callback, 1), (_, entry) => new(callback, entry.Proxies + 1));
    }

    public void Collected(string id)
    {
        while (_entries.TryGetValue(id, out var entry))
        {
            var done =
                entry.Proxies > 1
                    ? _entries.TryUpdate(id, entry with { Proxies = entry.Proxies - 1 }, entry)
                    : _entries.TryRemove(KeyValuePair.Create(id, entry));
            if (done)
                return;
        }
    }

    /// <summary>
    /// Makes later calls of the callback fail. Its id still authenticates the JVM until the JVM has collected all its proxies.
    /// </summary>
    public void Remove(JvmCallback callback)
    {
        while (_entries.TryGetValue(callback.Id, out var entry) && entry.Callback is not null)
            _entries.TryUpdate(callback.Id, entry with { Callback = null }, entry);
    }

    public JvmCallback? Find(string id) => _entries.GetValueOrDefault(id)?.Callback;

    /// <summary>True when the id was passed to the JVM; only the JVM can know it.</summary>
    public bool Knows(string id) => _entries.ContainsKey(id);

    sealed record Entry(JvmCallback? Callback, int Proxies);
}
