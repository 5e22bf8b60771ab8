namespace Analytics.SparkGateway.Protocol;

/// <summary>Which connection the running code uses: that of the callback it serves, else that of its flow, else its thread's own.</summary>
internal static class CurrentConnection
{
    private static readonly AsyncLocal<ConnectionFlow?> s_flow = new();

    [ThreadStatic]
    private static GatewayConnection? t_callback;

    [ThreadStatic]
    private static GatewayConnection? t_own;

    /// <summary>The connection, and the flow that must be left after use (null when it is the thread's own).</summary>
    public static (GatewayConnection Connection, ConnectionFlow? Flow) Of(Gateway gateway)
    {
        if (t_callback is { } callback && callback.Gateway == gateway)
            return (callback, null);
        if (s_flow.Value is { } flow && flow.Gateway == gateway && flow.TryEnter() is { } shared)
            return (shared, flow);
        if (t_own is not { IsBroken: false } own || own.Gateway != gateway)
            t_own = own = gateway.Open();
        return (own, null);
    }

    public static GatewayConnection? SwapCallback(GatewayConnection? connection)
    {
        var previous = t_callback;
        t_callback = connection;
        return previous;
    }

    public static ConnectionFlow Begin(Gateway gateway)
    {
        var flow = new ConnectionFlow(gateway);
        s_flow.Value = flow;
        return flow;
    }

    public static void End(ConnectionFlow flow)
    {
        if (s_flow.Value == flow)
            s_flow.Value = null;
    }
}
