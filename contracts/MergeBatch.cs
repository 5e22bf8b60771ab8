namespace Analytics.Contracts;

/// <summary>
/// The second argument of every merge function: which batch this is, and the Kafka offsets it covers.
/// The function moves the ledger from start to end in the same transaction as the sums, and fails unless the ledger stands at start.
/// </summary>
/// <param name="Query">One of <see cref="QueryNames"/>.</param>
/// <param name="BatchId">The batch's number within this run of the application, from 0.</param>
/// <param name="StartedAt">When the application's run began; with query and batch id the batch's identity.</param>
/// <param name="DurationMs">From the trigger to the call, in milliseconds.</param>
/// <param name="Topics">Per topic: its Kafka id and, per partition, the offsets [start, end).</param>
public sealed record MergeBatch(
    string Query,
    long BatchId,
    DateTimeOffset StartedAt,
    double DurationMs,
    IReadOnlyDictionary<string, TopicRange> Topics
);

/// <summary>The part of one topic that a batch covers.</summary>
/// <param name="TopicId">Kafka's own id of the topic: another one means that the topic was made anew.</param>
/// <param name="Earliest">Kafka's earliest offset per partition, for ledger rows that do not exist yet; only then needed.</param>
public sealed record TopicRange(
    string TopicId,
    IReadOnlyDictionary<string, long> Start,
    IReadOnlyDictionary<string, long> End,
    IReadOnlyDictionary<string, long>? Earliest = null
);
