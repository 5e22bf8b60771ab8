namespace Analytics.Collector.Duplicates;

/// <summary>An event that is being stored already, by the request of another claim or by an earlier place of the same one.</summary>
readonly record struct Twin(int Place, Claim First, int FirstPlace);

/// <summary>What one request found of its events: which are its own to store, and which somebody has stored or is storing.</summary>
/// <param name="ids">An event each, in the request's order.</param>
sealed class Claim(Fingerprint[] ids)
{
    TaskCompletionSource? _settled;
    HashSet<int>? _unstored;
    volatile bool _isSettled;
    List<Twin>? _twins;

    public Fingerprint[] Ids => ids;

    /// <summary>By place: true for what is not the request's own to store. Null when everything is.</summary>
    public bool[]? IsDuplicate { get; private set; }

    public IReadOnlyList<Twin> Twins => _twins ?? (IReadOnlyList<Twin>)[];

    /// <summary>How many events are its own to store.</summary>
    public int Fresh { get; private set; } = ids.Length;

    public bool IsSettled => _isSettled;

    /// <summary>Of a settled claim: whether an event of its own is stored.</summary>
    public bool IsStored(int place) => _unstored?.Contains(place) != true;

    // All that follows is called by RecentIds, under its lock.

    public void AddDuplicate(int place, Twin? twin)
    {
        IsDuplicate ??= new bool[ids.Length];
        IsDuplicate[place] = true;
        Fresh--;
        if (twin is { } one)
            (_twins ??= []).Add(one);
    }

    /// <summary>Ends when it is settled. Made only for those that ask.</summary>
    public Task WhenSettled()
    {
        _settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (IsSettled)
            _settled.TrySetResult();

        return _settled.Task;
    }

    public void Settle(HashSet<int>? unstored)
    {
        _unstored = unstored;
        _isSettled = true;
        _settled?.TrySetResult();
    }
}
