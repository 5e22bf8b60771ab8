namespace Analytics.SparkBinding.Protocol;

/// <summary>
/// A connection that follows one logical flow across <c>await</c>; a second thread at the same time uses its own connection.
/// </summary>
sealed class ConnectionFlow(JvmClient client, ConnectionFlow? outer) : IDisposable
{
    GatewayConnection? _connection;
    int _thread;
    int _depth;
    volatile bool _ended;

    public JvmClient Client => client;

    /// <summary>The innermost flow around this one that has not ended, or null.</summary>
    public ConnectionFlow? Outer => outer is { _ended: true } ? outer.Outer : outer;

    public GatewayConnection? TryEnter()
    {
        // Tasks that the flow started can outlive it; they then use their threads' connections.
        var me = Environment.CurrentManagedThreadId;
        if (_ended || Volatile.Read(ref _thread) != me && Interlocked.CompareExchange(ref _thread, me, 0) != 0)
            return null;
        _depth++;
        try
        {
            if (_connection is null or { IsBroken: true })
                _connection = client.Open();
            return _connection;
        }
        catch
        {
            Exit();
            throw;
        }
    }

    public void Exit()
    {
        if (--_depth == 0)
            Volatile.Write(ref _thread, 0);
    }

    public void Dispose()
    {
        _ended = true;
        CurrentConnection.End(this);
        _connection?.Dispose();
    }
}
