using System.Diagnostics;
using Analytics.Collector.Delivery.Kafka;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// The events that the drain has under way to Kafka: bounded, and acknowledged in the spool's order regardless of the order of the reports.
/// </summary>
sealed class DrainWindow(int maxEvents, long maxBytes) : IDelivery
{
    readonly object _lock = new();
    readonly Slot[] _slots = new Slot[maxEvents];
    readonly List<(long Sequence, ErrorCode Code)> _failures = [];
    int _head;
    int _count;
    int _unreported;
    long _bytes;

    enum State : byte
    {
        UnderWay,
        Done,
        Failed,
    }

    /// <summary>The sequence after the last one up to which every event is done; 0 while none is.</summary>
    public long Done { get; private set; }

    /// <summary>The number of events in the window: the first one that is not done and all after it.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>The code of the first failure; null while nothing has failed.</summary>
    public ErrorCode? Failure
    {
        get
        {
            lock (_lock)
                return _failures.Count > 0 ? _failures[0].Code : null;
        }
    }

    public bool HasFailed => Failure is not null;

    /// <summary>The time for which the oldest event has been under way; zero when there is none.</summary>
    public TimeSpan OldestAge
    {
        get
        {
            lock (_lock)
                return _count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_slots[_head].Since);
        }
    }

    /// <summary>Adds the next event and returns its place; null while there is no room.</summary>
    public int? TryEnter(long sequence, int bytes)
    {
        lock (_lock)
        {
            if (_count == _slots.Length || (_count > 0 && _bytes + bytes > maxBytes))
                return null;

            var place = (_head + _count) % _slots.Length;
            _slots[place] = new Slot(sequence, bytes, Stopwatch.GetTimestamp(), State.UnderWay);
            _count++;
            _unreported++;
            _bytes += bytes;
            return place;
        }
    }

    public void Report(int place, PersistenceStatus status, ErrorCode code)
    {
        lock (_lock)
        {
            _unreported--;
            _slots[place].State = status == PersistenceStatus.Persisted ? State.Done : State.Failed;
            if (status != PersistenceStatus.Persisted)
                _failures.Add((_slots[place].Sequence, code));

            while (_count > 0 && _slots[_head].State == State.Done)
            {
                Done = _slots[_head].Sequence + 1;
                _bytes -= _slots[_head].Bytes;
                _head = (_head + 1) % _slots.Length;
                _count--;
            }

            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits for the next report, at most for <paramref name="limit"/>.</summary>
    public void WaitForReport(TimeSpan limit)
    {
        lock (_lock)
            Monitor.Wait(_lock, limit);
    }

    public bool IsAllReported
    {
        get
        {
            lock (_lock)
                return _unreported == 0;
        }
    }

    /// <summary>
    /// Empties the window after a failure, once all is reported. Returns the failures and the sequences that are done although an earlier
    /// event failed.
    /// </summary>
    public (IReadOnlyList<(long Sequence, ErrorCode Code)> Failures, IReadOnlyList<long> DoneAhead) Reset()
    {
        lock (_lock)
        {
            var ahead = new List<long>();
            for (; _count > 0; _count--, _head = (_head + 1) % _slots.Length)
            {
                if (_slots[_head].State == State.Done)
                    ahead.Add(_slots[_head].Sequence);
            }

            _bytes = 0;
            (long, ErrorCode)[] failures = [.. _failures];
            _failures.Clear();
            return (failures, ahead);
        }
    }

    struct Slot(long sequence, int bytes, long since, State state)
    {
        public readonly long Sequence = sequence;
        public readonly int Bytes = bytes;
        public readonly long Since = since;
        public State State = state;
    }
}
