namespace Analytics.Collector.Delivery.Duplicates;

sealed partial class RecentIds
{
    /// <summary>An event that is being stored already, by the request of another claim or by an earlier place of the same one.</summary>
    public readonly record struct DuplicateOf(int Place, Claim First, int FirstPlace);

    /// <summary>
    /// What one request found of its events: which are its own to store, and which somebody has stored or is storing. It must be settled.
    /// </summary>
    public sealed class Claim
    {
        readonly RecentIds _recent;
        readonly Fingerprint[] _ids;
        TaskCompletionSource? _settled;
        HashSet<int>? _unstored;
        volatile bool _isSettled;
        List<DuplicateOf>? _twins;

        /// <param name="ids">An event each, in the request's order.</param>
        public Claim(RecentIds recent, Fingerprint[] ids)
        {
            (_recent, _ids, Fresh) = (recent, ids, ids.Length);
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

        /// <summary>By place: true for what is not the request's own to store. Null when everything is.</summary>
        public bool[]? IsDuplicate { get; private set; }

        public IReadOnlyList<DuplicateOf> Twins => _twins ?? (IReadOnlyList<DuplicateOf>)[];

        /// <summary>How many events are its own to store.</summary>
        public int Fresh { get; private set; }

        public bool IsSettled => _isSettled;

        /// <summary>Remembers what of the claim is stored, and lets go of the rest.</summary>
        /// <param name="unstored">Places of what is not; null when everything is.</param>
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
                        _recent.Add(_ids[place], now);
                }

                _recent.Forget();
                _unstored = unstored;
                _isSettled = true;
                _settled?.TrySetResult();
                DuplicateMetrics.Remembered(_recent._stored.Count + (_recent._earlier?.Count ?? 0));
            }
        }

        /// <summary>Waits until it is known of each twin's first whether it is stored, but not for longer than patience allows.</summary>
        /// <returns>Places of those whose first is not known to be stored.</returns>
        public async Task<HashSet<int>> LostTwinsAsync(TimeSpan patience)
        {
            using var over = new CancellationTokenSource(patience, _recent._clock);
            var lost = new HashSet<int>();
            foreach (var twin in Twins)
            {
                // Its own has been answered already: waiting for it would be waiting for itself.
                if (twin.First != this && twin.First.WhenSettled() is { IsCompleted: false } settled)
                    await Task.WhenAny(settled, Task.Delay(Timeout.InfiniteTimeSpan, over.Token));

                if (!twin.First._isSettled || !twin.First.IsStored(twin.FirstPlace))
                    lost.Add(twin.Place);
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
            (_twins ??= []).Add(new DuplicateOf(place, first.Claim, first.Place));
        }

        /// <summary>Of a settled claim: whether an event of its own is stored.</summary>
        bool IsStored(int place) => _unstored?.Contains(place) != true;

        /// <summary>Ends when it is settled. Made only for those that ask.</summary>
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
