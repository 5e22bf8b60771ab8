using System.Collections.Concurrent;

namespace Analytics.SparkGateway.Protocol;

/// <summary>The callbacks that the JVM may call, by their unguessable ids.</summary>
sealed class ProxyTable
{
    readonly ConcurrentDictionary<string, Entry> _entries = new();

    public int Count => _entries.Count;

    /// <summary>Each time a callback is passed the JVM makes a proxy of its own and later says that this one was collected.</summary>
    public void Add(JvmCallback callback)
    {
        callback.PassedTo(this);
        _entries.AddOrUpdate(callback.Id, _ => new(callback, 1), (_, entry) => entry with { Proxies = entry.Proxies + 1 });
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

    public void Remove(JvmCallback callback) => _entries.TryRemove(callback.Id, out _);

    public JvmCallback? Find(string id) => _entries.GetValueOrDefault(id)?.Callback;

    sealed record Entry(JvmCallback Callback, int Proxies);
}
