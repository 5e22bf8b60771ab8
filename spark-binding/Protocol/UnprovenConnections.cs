namespace Analytics.SparkBinding.Protocol;

/// <summary>The connections whose other end has not yet named a callback that we passed: a few, and each for a moment.</summary>
/// <remarks>The JVM sends its request as soon as it has connected, so it is proven before a place is needed.</remarks>
sealed class UnprovenConnections(TimeProvider time)
{
    public const int Places = 8;

    // Short, for who holds every place with silent connections delays the JVM by this much for each round of places.
    static readonly TimeSpan _timeToProve = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);
    readonly object _gate = new();
    readonly LinkedList<(GatewayConnection Connection, long Since)> _all = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _all.Count;
        }
    }

    /// <summary>Takes a place; where none is free, that of the oldest which has had its time and of which nothing is left to read.</summary>
    /// <returns>Whether one was closed.</returns>
    public bool Add(GatewayConnection connection)
    {
        GatewayConnection? closed = null;
        lock (_gate)
        {
            while (_all.Count >= Places && (closed = TakeSilent()) is null)
                Monitor.Wait(_gate, _pause);
            _all.AddLast((connection, time.GetTimestamp()));
        }

        closed?.Dispose();
        return closed is not null;
    }

    /// <summary>Frees the connection's place: it is proven, or closed.</summary>
    public void Remove(GatewayConnection connection)
    {
        lock (_gate)
        {
            for (var node = _all.First; node is not null; node = node.Next)
            {
                if (node.Value.Connection != connection)
                    continue;
                _all.Remove(node);
                Monitor.Pulse(_gate);
                return;
            }
        }
    }

    GatewayConnection? TakeSilent()
    {
        for (var node = _all.First; node is not null && time.GetElapsedTime(node.Value.Since) >= _timeToProve; node = node.Next)
        {
            if (node.Value.Connection.HasUnread)
                continue;
            _all.Remove(node);
            return node.Value.Connection;
        }

        return null;
    }
}
