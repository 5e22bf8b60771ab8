namespace Analytics.Testing.Ledger;

/// <summary>The entries of every book for one stretch of traffic, read after the stack has drained.</summary>
/// <param name="Ranges">The Kafka offsets of the stretch.</param>
/// <param name="Sent">The generator's book (S; A is the acknowledged part).</param>
/// <param name="Kafka">Every message of the ranges (K).</param>
/// <param name="Lake">The events that the lake received (D).</param>
/// <param name="Rejected">All rows of the lake's rejected table, earlier stretches included (Q).</param>
/// <param name="Counted">All sums of the warehouse (P).</param>
/// <param name="CountedBefore">The sums of the lake's events before the stretch.</param>
/// <param name="RejectedCounts">The warehouse's rejected events by code.</param>
public sealed record History(
    IReadOnlyList<Range> Ranges,
    IReadOnlyList<SentEvent> Sent,
    IReadOnlyList<KafkaMessage> Kafka,
    IReadOnlyList<LakeEvent> Lake,
    IReadOnlyList<LakeRejected> Rejected,
    IReadOnlyDictionary<CountKey, Sum> Counted,
    IReadOnlyDictionary<CountKey, Sum> CountedBefore,
    IReadOnlyDictionary<string, long> RejectedCounts
)
{
    /// <summary>The warehouse's events by minute, as dimensions count them; null when they are not compared.</summary>
    public IReadOnlyDictionary<DateTime, long>? InDimensions { get; init; }

    /// <summary>The events of the warehouse's sessions, and of the lake's before the stretch; null when they are not compared.</summary>
    public (long Warehouse, long LakeBefore)? InSessions { get; init; }

    /// <summary>The largest error of the collector's clock: the time of an event may differ so much from the sent one.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>The events of sessions that the lake received.</summary>
    public long LakeInSessions => Lake.Count(row => row.HasSession);
}
