namespace Analytics.SparkBinding.Protocol;

/// <summary>The connections that have not named a callback yet. Their number and their time are limited.</summary>
/// <remarks>The JVM sends its request right after it has connected, so it is proven before its place is needed.</remarks>
sealed class UnprovenConnections(TimeProvider time)
{
    public const int Places = 8;

    // The time is short: an attacker who fills all places with silent connections delays the JVM by this time for each round.
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

    /// <summary>
    /// Adds a connection. When no place is free, it closes the oldest connection whose time is over and which has no unread data.
    /// </summary>
    /// <returns>True when a connection was closed.</returns>
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

    /// <summary>Frees the place of a connection that is proven or closed.</summary>
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
