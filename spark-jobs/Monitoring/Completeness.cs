using Confluent.Kafka;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>
/// Up to when everything is committed: the newest moment at which Kafka's ends were sampled and have been reached since.
/// A sample taken at t holds every event that Kafka had at t, so once the committed offsets have passed it, nothing before t is missing.
/// </summary>
sealed class Completeness
{
    const int MostSamples = 1_000;

    readonly LinkedList<(DateTimeOffset At, IReadOnlyDictionary<TopicPartition, long> Ends)> _pending = [];

    /// <summary>Null until the first sample was reached.</summary>
    public DateTimeOffset? UpTo { get; private set; }

    /// <param name="at">A time before the ends were asked for.</param>
    public void Sample(
        DateTimeOffset at,
        IReadOnlyDictionary<TopicPartition, long> ends,
        IReadOnlyDictionary<TopicPartition, long> committed
    )
    {
        if (_pending.Count == MostSamples)
            _pending.Remove(_pending.First!.Next!); // Far behind: fewer samples make the answer older, never wrong.

        _pending.AddLast((at, ends));
        while (_pending.First is { } oldest && Reached(oldest.Value.Ends, committed))
        {
            UpTo = oldest.Value.At;
            _pending.RemoveFirst();
        }
    }

    /// <summary>Offsets in Kafka that are not committed.</summary>
    public static long Lag(IReadOnlyDictionary<TopicPartition, long> ends, IReadOnlyDictionary<TopicPartition, long> committed) =>
        ends.Sum(end => Math.Max(0, end.Value - committed.GetValueOrDefault(end.Key)));

    static bool Reached(IReadOnlyDictionary<TopicPartition, long> ends, IReadOnlyDictionary<TopicPartition, long> committed) =>
        ends.All(end => committed.GetValueOrDefault(end.Key) >= end.Value);
}
