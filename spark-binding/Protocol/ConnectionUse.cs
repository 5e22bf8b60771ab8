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

    /// <summary>
    /// Sends the command and returns its answer; keeps <paramref name="target"/> and <paramref name="args"/> alive until then.
    /// </summary>
    /// <exception cref="Exception">The error answer, as <see cref="JvmFailures"/> describes it.</exception>
    public Answer Send(string owner, string method, object? target, object?[] args)
    {
        var answer = Connection.Exchange();
        // A reference that is collected before the answer would be released, and the JVM would treat its id as null.
        GC.KeepAlive(target);
        GC.KeepAlive(args);
        return answer.IsError ? throw JvmFailures.Of(answer, $"{owner}.{method}", args) : answer;
    }

    public void Dispose() => _flow?.Exit();
}
