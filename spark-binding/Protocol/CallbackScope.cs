namespace Analytics.SparkBinding.Protocol;

/// <summary>Directs the thread's calls to the connection of the callback that it serves, until disposed.</summary>
readonly struct CallbackScope(GatewayConnection connection) : IDisposable
{
    readonly GatewayConnection? _previous = CurrentConnection.SwapCallback(connection);

    public void Dispose() => CurrentConnection.SwapCallback(_previous);
}
