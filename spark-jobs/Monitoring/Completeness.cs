using Confluent.Kafka;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>
/// Calculates the time up to which everything is committed: the time of the newest sample of Kafka's end offsets that has been reached.
/// A sample taken at t covers every event that Kafka had at t, so once the committed offsets reach it, nothing before t is missing.
/// </summary>
sealed class Completeness
{
    const int MostSamples = 1_000;

    readonly LinkedList<(DateTimeOffset At, IReadOnlyDictionary<TopicPartition, long> Ends)> _pending = [];

    /// <summary>The time up to which everything is committed; null until the first sample is reached.</summary>
    public DateTimeOffset? UpTo { get; private set; }

    /// <param name="at">A time before the end offsets were requested.</param>
    public void Sample(
        DateTimeOffset at,
        IReadOnlyDictionary<TopicPartition, long> ends,
        IReadOnlyDictionary<TopicPartition, long> committed
    )
    {
        if (_pending.Count == MostSamples)
            _pending.Remove(_pending.First!.Next!); // A query far behind: with fewer samples the time is older, but correct.

        _pending.AddLast((at, ends));
        while (_pending.First is { } oldest && Reached(oldest.Value.Ends, committed))
        {
            UpTo = oldest.Value.At;
            _pending.RemoveFirst();
        }
    }

    /// <summary>Returns the number of offsets in Kafka that are not committed.</summary>
    public static long Lag(IReadOnlyDictionary<TopicPartition, long> ends, IReadOnlyDictionary<TopicPartition, long> committed) =>
        ends.Sum(end => Math.Max(0, end.Value - committed.GetValueOrDefault(end.Key)));

    static bool Reached(IReadOnlyDictionary<TopicPartition, long> ends, IReadOnlyDictionary<TopicPartition, long> committed) =>
        ends.All(end => committed.GetValueOrDefault(end.Key) >= end.Value);
}
