namespace Analytics.Testing.Ledger;

/// <summary>Everything that every book says of one stretch of traffic, once all has come to rest.</summary>
/// <param name="Ranges">The Kafka offsets of the stretch.</param>
/// <param name="Sent">The generator's book (S, and A: the acked ones).</param>
/// <param name="Kafka">Every message of the ranges (K).</param>
/// <param name="Lake">The events that came into the lake (D).</param>
/// <param name="Rejected">All rows of the lake's rejected table, of earlier stretches too (Q).</param>
/// <param name="Counted">All sums of the warehouse (P).</param>
/// <param name="CountedBefore">The sums of the lake's events before the stretch.</param>
/// <param name="RejectedCounts">The warehouse's rejected events by code.</param>
/// <param name="NotCounted">The topic whose events are archived, and counted by no query.</param>
public sealed record History(
    IReadOnlyList<Range> Ranges,
    IReadOnlyList<SentEvent> Sent,
    IReadOnlyList<KafkaMessage> Kafka,
    IReadOnlyList<LakeEvent> Lake,
    IReadOnlyList<LakeRejected> Rejected,
    IReadOnlyDictionary<CountKey, Sum> Counted,
    IReadOnlyDictionary<CountKey, Sum> CountedBefore,
    IReadOnlyDictionary<string, long> RejectedCounts,
    string? NotCounted = null
)
{
    /// <summary>The events that came into the lake, and that the warehouse counts.</summary>
    public IEnumerable<LakeEvent> Countable => Lake.Where(row => row.Place.Topic != NotCounted);
}
