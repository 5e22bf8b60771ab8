namespace Analytics.SparkBinding.Protocol;

/// <summary>Commands that are sent together, and the objects that must stay alive until the answers.</summary>
sealed class CommandBatch
{
    // The JVM answers before the last command is written. Such a small group always fits the socket's buffers, so neither end blocks.
    const int GroupCommands = 500;
    const int GroupBytes = 48 << 10;
    readonly List<int> _ends = [];
    readonly List<object?> _alive = [];

    public CommandBuffer Buffer { get; } = new();

    public int Count => _ends.Count;

    /// <summary>Ends the command that was written to the buffer.</summary>
    public void Added(object? target = null, object? args = null)
    {
        _ends.Add(Buffer.Length);
        _alive.Add(target);
        _alive.Add(args);
    }

    public void Clear()
    {
        Buffer.Clear();
        _ends.Clear();
        _alive.Clear();
    }

    public Answer[] SendOn(GatewayConnection connection)
    {
        var answers = new Answer[Count];
        for (int first = 0, next; first < Count; first = next)
        {
            var from = first == 0 ? 0 : _ends[first - 1];
            next = first + 1;
            while (next < Count && next - first < GroupCommands && _ends[next] - from <= GroupBytes)
                next++;
            connection.Exchange(Buffer.Slice(from, _ends[next - 1]), answers.AsSpan(first..next));
        }

        GC.KeepAlive(_alive);
        return answers;
    }
}
