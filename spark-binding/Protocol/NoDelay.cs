using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>
/// Turns Nagle's algorithm off on the JVM's end of a connection, where it costs 44 ms for each reply over 8 KB
/// (section 6 of the protocol).
/// </summary>
static class NoDelay
{
    /// <summary>Turns it off; called once for each connection that was opened after the callback client was reset.</summary>
    /// <exception cref="InvalidOperationException">The gateway runs without pinned threads.</exception>
    public static void Apply(GatewayConnection connection)
    {
        if (connection.HasNoDelay)
            return;
        connection.HasNoDelay = true;
        using var client = Call(connection, JvmClient.Server, "getCallbackClient").Reference;
        // The JVM thread that runs this call is bound to this socket, so the call returns this socket.
        var own = Call(connection, client.Id, "getPerThreadConnection");
        if (own.IsError)
            throw new InvalidOperationException("the gateway runs with PYSPARK_PIN_THREAD=false, which is not supported: unset it");
        if (own.Value is not JvmObjectReference ownConnection)
            return;
        using var held = ownConnection;
        using var socket = Call(connection, ownConnection.Id, "getSocket").Reference;
        Call(connection, socket.Id, "setTcpNoDelay", true);
    }

    static Answer Call(GatewayConnection connection, string target, string method, params object?[] args)
    {
        connection.Command.Clear();
        connection.Command.Call(connection.Client, target, method, args);
        return connection.Exchange();
    }
}
