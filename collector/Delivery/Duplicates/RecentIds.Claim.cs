namespace Analytics.Collector.Delivery.Duplicates;

sealed partial class RecentIds
{
    /// <summary>
    /// A duplicate of an event that is being stored, by another request's claim or at an earlier place of the same claim.
    /// </summary>
    public readonly record struct DuplicateOf(int Place, Claim First, int FirstPlace);

    /// <summary>
    /// Divides the events of one request into those to store and those that are already stored or being stored. It must be settled.
    /// </summary>
    public sealed class Claim
    {
        readonly RecentIds _recent;
        readonly string _key;
        readonly Fingerprint[] _ids;
        TaskCompletionSource? _settled;
        HashSet<int>? _unstored;
        volatile bool _isSettled;
        List<DuplicateOf>? _duplicates;

        /// <param name="key">The id of the request's write key.</param>
        /// <param name="ids">One fingerprint per event, in the request's order.</param>
        public Claim(RecentIds recent, string key, Fingerprint[] ids)
        {
            (_recent, _key, _ids, Fresh) = (recent, key, ids, ids.Length);
            lock (recent._lock)
            {
                recent.Forget();
                for (var place = 0; place < ids.Length; place++)
                {
                    if (recent.IsKnown(ids[place]))
                        AddDuplicate(place);
                    else if (!recent._pending.TryAdd(ids[place], (this, place)))
                        AddDuplicate(place, recent._pending[ids[place]]);
                }
            }
        }

        public int Count => _ids.Length;

        /// <summary>By place: true for an event that the request does not store itself. Null when it stores all of them.</summary>
        public bool[]? IsDuplicate { get; private set; }

        public IReadOnlyList<DuplicateOf> Duplicates => _duplicates ?? (IReadOnlyList<DuplicateOf>)[];

        /// <summary>The number of events that the request stores itself.</summary>
        public int Fresh { get; private set; }

        public bool IsSettled => _isSettled;

        /// <summary>Remembers the claim's stored events and releases the others.</summary>
        /// <param name="unstored">Places of the events that are not stored; null when all are stored.</param>
        public void Settle(HashSet<int>? unstored)
        {
            lock (_recent._lock)
            {
                var now = _recent.Now;
                for (var place = 0; place < _ids.Length; place++)
                {
                    if (IsDuplicate?[place] == true)
                        continue;

                    _recent._pending.Remove(_ids[place]);
                    if (unstored?.Contains(place) != true)
                        _recent.Add(_key, _ids[place], now);
                }

                _recent.Forget();
                _unstored = unstored;
                _isSettled = true;
                _settled?.TrySetResult();
                DuplicateMetrics.Remembered(_recent._stored.Count + (_recent._earlier?.Count ?? 0));
            }
        }

        /// <summary>Waits until each duplicate's first event is settled, at most for <paramref name="timeout"/>.</summary>
        /// <returns>Places of the duplicates whose first event is not known to be stored.</returns>
        public async Task<HashSet<int>> LostDuplicatesAsync(TimeSpan timeout)
        {
            using var over = new CancellationTokenSource(timeout, _recent._clock);
            var lost = new HashSet<int>();
            foreach (var duplicate in Duplicates)
            {
                // A first event in this same claim is already answered; waiting for it would never end.
                if (duplicate.First != this && duplicate.First.WhenSettled() is { IsCompleted: false } settled)
                    await Task.WhenAny(settled, Task.Delay(Timeout.InfiniteTimeSpan, over.Token));

                if (!duplicate.First._isSettled || !duplicate.First.IsStored(duplicate.FirstPlace))
                    lost.Add(duplicate.Place);
            }

            return lost;
        }

        void AddDuplicate(int place)
        {
            IsDuplicate ??= new bool[_ids.Length];
            IsDuplicate[place] = true;
            Fresh--;
        }

        void AddDuplicate(int place, (Claim Claim, int Place) first)
        {
            AddDuplicate(place);
            (_duplicates ??= []).Add(new DuplicateOf(place, first.Claim, first.Place));
        }

        /// <summary>True when a settled claim's event is stored.</summary>
        bool IsStored(int place) => _unstored?.Contains(place) != true;

        /// <summary>Returns a task that ends when the claim is settled. It is created on the first call only.</summary>
        Task WhenSettled()
        {
            lock (_recent._lock)
            {
                _settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_isSettled)
                    _settled.TrySetResult();

                return _settled.Task;
            }
        }
    }
}
