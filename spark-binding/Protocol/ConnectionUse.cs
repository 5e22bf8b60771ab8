namespace Analytics.SparkBinding.Protocol;

/// <summary>One command on the connection of the running code: write it to <see cref="Command"/>, then <see cref="Send"/>.</summary>
readonly ref struct ConnectionUse
{
    readonly ConnectionFlow? _flow;

    public ConnectionUse(JvmClient client)
    {
        (Connection, _flow) = CurrentConnection.Of(client);
        Connection.Command.Clear();
    }

    public GatewayConnection Connection { get; }

    public CommandBuffer Command => Connection.Command;

    /// <summary>The successful answer; <paramref name="target"/> and <paramref name="args"/> are kept alive until it is there.</summary>
    /// <exception cref="Exception">An error answer, as <see cref="JvmFailures"/> puts it.</exception>
    public Answer Send(string owner, string method, object? target, object?[] args)
    {
        var answer = Connection.Exchange();
        // A reference collected meanwhile would be released, and the JVM would take its id for null.
        GC.KeepAlive(target);
        GC.KeepAlive(args);
        return answer.IsError ? throw JvmFailures.Of(answer, $"{owner}.{method}", args) : answer;
    }

    public void Dispose() => _flow?.Exit();
}
