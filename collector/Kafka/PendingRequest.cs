using Confluent.Kafka;

namespace Analytics.Collector.Kafka;

/// <summary>Counts one request's events down as Kafka reports them; the one task of the request completes with the last.</summary>
sealed class PendingRequest(int events)
{
    readonly TaskCompletionSource _allReported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<int> _unstored = [];
    int _remaining = events;

    public Task AllReported => _allReported.Task;

    /// <summary>Places in the request of the events that are not known to be stored. Complete once <see cref="AllReported"/> is.</summary>
    public IReadOnlyCollection<int> Unstored => _unstored;

    /// <summary>Only Persisted is stored: what timed out in flight may be, and is for the client to resend.</summary>
    public void Report(int index, PersistenceStatus status)
    {
        if (status != PersistenceStatus.Persisted)
            lock (_unstored)
                _unstored.Add(index);

        if (Interlocked.Decrement(ref _remaining) == 0)
            _allReported.SetResult();
    }
}
