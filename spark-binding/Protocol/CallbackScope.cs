namespace Analytics.SparkBinding.Protocol;

/// <summary>Until it ends, the thread's calls use the connection of the callback that it serves.</summary>
readonly struct CallbackScope(GatewayConnection connection) : IDisposable
{
    readonly GatewayConnection? _previous = CurrentConnection.SwapCallback(connection);

    public void Dispose() => CurrentConnection.SwapCallback(_previous);
}
