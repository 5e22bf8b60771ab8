namespace Analytics.SparkBinding.Protocol;

/// <summary>Weak references to every open connection: the socket's finalizer closes the connection of a thread that has ended.</summary>
sealed class ConnectionList
{
    readonly Lock _gate = new();
    readonly List<WeakReference<GatewayConnection>> _all = [];
    int _pruneAt = 64;

    public void Add(GatewayConnection connection)
    {
        lock (_gate)
        {
            if (_all.Count >= _pruneAt)
            {
                _all.RemoveAll(w => !w.TryGetTarget(out var c) || c.IsBroken);
                _pruneAt = Math.Max(64, _all.Count * 2);
            }

            _all.Add(new(connection));
        }
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            foreach (var weak in _all)
            {
                if (weak.TryGetTarget(out var connection))
                    connection.Dispose();
            }

            _all.Clear();
        }
    }
}
