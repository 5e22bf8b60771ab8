namespace Analytics.SparkBinding.Protocol;

/// <summary>Selects the connection of the running code: that of the callback it serves, else of its flow, else of its thread.</summary>
static class CurrentConnection
{
    static readonly AsyncLocal<ConnectionFlow?> _flow = new();

    [ThreadStatic]
    static GatewayConnection? _callback;

    [ThreadStatic]
    static GatewayConnection? _own;

    /// <summary>
    /// Returns the connection and the flow that the caller leaves after use (null when the connection is the thread's own).
    /// </summary>
    public static (GatewayConnection Connection, ConnectionFlow? Flow) Of(JvmClient client)
    {
        if (_callback is { } callback && callback.Client == client)
            return (callback, null);
        if (_flow.Value is { } flow && flow.Client == client && flow.TryEnter() is { } shared)
            return (shared, flow);
        if (_own is not { IsBroken: false } own || own.Client != client)
            _own = own = client.Open();
        return (own, null);
    }

    public static GatewayConnection? SwapCallback(GatewayConnection? connection)
    {
        var previous = _callback;
        _callback = connection;
        return previous;
    }

    public static ConnectionFlow Begin(JvmClient client)
    {
        var flow = new ConnectionFlow(client, _flow.Value);
        _flow.Value = flow;
        return flow;
    }

    public static void End(ConnectionFlow flow)
    {
        if (_flow.Value == flow)
            _flow.Value = flow.Outer;
    }
}
