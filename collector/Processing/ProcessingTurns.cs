namespace Analytics.Collector.Processing;

/// <summary>
/// Bounds how many requests are processed at once by the number of processors. Requests that wait get their turn by key, one after
/// another, so that a key's request waits for one request of each other key at most.
/// </summary>
/// <remarks>The memory of requests in flight bounds how many wait.</remarks>
/// <param name="most">The number of requests that are processed at once.</param>
sealed class ProcessingTurns(int most)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Queue<TaskCompletionSource<Turn>>> _waiting = [];

    /// <summary>The keys of waiting requests, each once, in the order of their turns.</summary>
    readonly Queue<string> _next = new();

    int _free = most;

    /// <summary>Waits for a turn; the caller ends it by disposing it.</summary>
    public ValueTask<Turn> TakeAsync(string key)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new(new Turn(this));
            }

            if (!_waiting.TryGetValue(key, out var ofKey))
            {
                _waiting[key] = ofKey = new();
                _next.Enqueue(key);
            }

            var turn = new TaskCompletionSource<Turn>(TaskCreationOptions.RunContinuationsAsynchronously);
            ofKey.Enqueue(turn);
            return new(turn.Task);
        }
    }

    void End()
    {
        TaskCompletionSource<Turn>? first;
        lock (_lock)
        {
            first = Dequeue();
            if (first is null)
                _free++;
        }

        first?.SetResult(new Turn(this));
    }

    TaskCompletionSource<Turn>? Dequeue()
    {
        if (!_next.TryDequeue(out var key))
            return null;

        var ofKey = _waiting[key];
        var first = ofKey.Dequeue();
        if (ofKey.Count > 0)
            _next.Enqueue(key);
        else
            _waiting.Remove(key);

        return first;
    }

    /// <summary>The right to process one request.</summary>
    public readonly struct Turn(ProcessingTurns turns) : IDisposable
    {
        public void Dispose() => turns.End();
    }
}
